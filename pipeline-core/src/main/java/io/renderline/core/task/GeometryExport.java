package io.renderline.core.task;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.renderline.core.media.GeometryFormat;
import io.renderline.core.media.ModelFormat;
import io.renderline.core.media.UpAxis;

/**
 * Parameters of {@link TaskType#EXPORT_GEOMETRY}; input {@value #MODEL}, output {@value #GEOMETRY}.
 *
 * @param format the format of the model that Blender imports; CAD formats are tessellated to GLB first
 * @param target the format of the file that it writes
 * @param up which way is up, where neither the file tells it nor it is as usual for the format; else null
 */
public record GeometryExport(ModelFormat format, GeometryFormat target,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UpAxis up) implements TaskParameters {
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
        up = format.unusualUp(up);
    }

    /** With the axis up that is so in files of the format. */
    public GeometryExport(ModelFormat format, GeometryFormat target) {
        this(format, target, null);
    }

    @Override
    public TaskType type() {
        return TaskType.EXPORT_GEOMETRY;
    }
}
