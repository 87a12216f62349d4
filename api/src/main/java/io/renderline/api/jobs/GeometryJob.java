package io.renderline.api.jobs;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.renderline.api.tasks.Priority;
import io.renderline.core.key.Sha256;
import io.renderline.core.media.GeometryFormat;
import io.renderline.core.media.UpAxis;

/**
 * A request for a model as a geometry file.
 *
 * @param relativeTolerance how finely CAD is tessellated, see {@link TessellationQuality}; null: as for pictures
 * @param angularTolerance radians; null: as for pictures
 * @param up which way is up in a model whose file does not tell it; null: as is usual for its format
 */
record GeometryJob(UUID model, GeometryFormat format, @Nullable Double relativeTolerance,
        @Nullable Double angularTolerance, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UpAxis up,
        Priority priority) implements JobRequest {
    @Override
    public String kind() {
        return JobKind.GEOMETRY.label();
    }

    @Override
    public Sha256 fingerprint(Subject subject) {
        return RequestJson.fingerprint(subject.identity(), kind(), format, relativeTolerance == null
                ? ""
                : relativeTolerance, angularTolerance == null ? "" : angularTolerance, priority);
    }
}
