package io.renderline.core.task;

import io.renderline.core.media.GeometryFormat;
import io.renderline.core.media.ModelFormat;

/**
 * Parameters of {@link TaskType#EXPORT_GEOMETRY}; input {@value #MODEL}, output {@value #GEOMETRY}.
 *
 * @param format the format of the model that Blender imports; CAD formats are tessellated to GLB first
 * @param target the format of the file that it writes
 */
public record GeometryExport(ModelFormat format, GeometryFormat target) implements TaskParameters {
    /** The input: the model. */
    public static final String MODEL = "model";
    /** The output: the geometry file. */
    public static final String GEOMETRY = "geometry";

    public GeometryExport {
        if (format.isCad()) {
            throw new IllegalArgumentException(format + " must be tessellated before its geometry is exported");
        }
        if (target.isSameAs(format)) {
            throw new IllegalArgumentException("A model in " + format + " is a " + target + " file already");
        }
    }

    @Override
    public TaskType type() {
        return TaskType.EXPORT_GEOMETRY;
    }
}
