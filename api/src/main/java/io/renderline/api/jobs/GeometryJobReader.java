package io.renderline.api.jobs;

import org.jspecify.annotations.Nullable;

import io.renderline.api.studios.Staging;
import io.renderline.api.tasks.Priority;
import io.renderline.api.web.RequestFields;
import io.renderline.core.media.GeometryFormat;
import io.renderline.core.task.Tessellation;

/** Reads a request for a geometry file. */
final class GeometryJobReader {
    /** Says how finely CAD is tessellated; only a CAD file may have them. */
    static final String RELATIVE_TOLERANCE = "relativeTolerance";
    static final String ANGULAR_TOLERANCE = "angularTolerance";

    private GeometryJobReader() {}

    static GeometryJob read(RequestFields fields, Subject subject) {
        GeometryFormat format = fields.label("format", GeometryFormat.GLB, GeometryFormat::label);
        Double relative = tolerance(fields, RELATIVE_TOLERANCE, Tessellation.FINEST_RELATIVE,
                Tessellation.COARSEST_RELATIVE);
        Double angular = tolerance(fields, ANGULAR_TOLERANCE, Tessellation.FINEST_ANGULAR,
                Tessellation.COARSEST_ANGULAR);
        Priority priority = fields.label("priority", Priority.NORMAL, Priority::label);
        fields.refuseOthers();
        Staging staging = subject.staging();
        return new GeometryJob(subject.model(), format, relative, angular, staging == null ? null : staging.up(),
                priority);
    }

    private static @Nullable Double tolerance(RequestFields fields, String name, double finest, double coarsest) {
        double value = fields.number(name, finest, finest, coarsest);
        return fields.has(name) ? value : null;
    }
}
