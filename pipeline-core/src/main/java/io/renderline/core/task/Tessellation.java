package io.renderline.core.task;

import io.renderline.core.media.ModelFormat;

/**
 * Parameters of {@link TaskType#TESSELLATE}; input {@value #SOURCE}, output {@value #GEOMETRY}.
 *
 * @param format STEP or IGES
 * @param relativeTolerance the largest distance between surface and triangles, as a fraction of the diagonal of the
 *        model's bounding box, above 0, at most 0.1
 * @param angularTolerance the largest angle between neighbouring triangles on a curved surface, radians, above 0, at most
 *        1.5
 */
public record Tessellation(ModelFormat format, double relativeTolerance, double angularTolerance)
        implements
            TaskParameters {
    /** The input: the CAD file. */
    public static final String SOURCE = "source";
    /** The output: a GLB. */
    public static final String GEOMETRY = "geometry";

    public Tessellation {
        if (!format.isCad()) {
            throw new IllegalArgumentException(format + " is not a CAD format that is tessellated");
        }
        Ranges.require("relativeTolerance", relativeTolerance, 1e-6, 0.1);
        Ranges.require("angularTolerance", angularTolerance, 0.01, 1.5);
    }

    @Override
    public TaskType type() {
        return TaskType.TESSELLATE;
    }
}
