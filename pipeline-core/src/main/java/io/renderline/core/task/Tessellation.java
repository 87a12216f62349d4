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
    /** The least relative tolerance. */
    public static final double FINEST_RELATIVE = 1e-6;
    /** The largest relative tolerance. */
    public static final double COARSEST_RELATIVE = 0.1;
    /** The least angular tolerance, radians. */
    public static final double FINEST_ANGULAR = 0.01;
    /** The largest angular tolerance, radians. */
    public static final double COARSEST_ANGULAR = 1.5;

    public Tessellation {
        if (!format.isCad()) {
            throw new IllegalArgumentException(format + " is not a CAD format that is tessellated");
        }
        Ranges.require("relativeTolerance", relativeTolerance, FINEST_RELATIVE, COARSEST_RELATIVE);
        Ranges.require("angularTolerance", angularTolerance, FINEST_ANGULAR, COARSEST_ANGULAR);
    }

    @Override
    public TaskType type() {
        return TaskType.TESSELLATE;
    }
}
