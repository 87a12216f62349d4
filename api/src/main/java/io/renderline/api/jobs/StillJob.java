package io.renderline.api.jobs;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.renderline.api.outputs.PictureSettings;
import io.renderline.api.studios.Staging;
import io.renderline.api.tasks.Priority;
import io.renderline.core.key.Sha256;

/**
 * A request for pictures of a model.
 *
 * @param seed Cycles' noise seed
 * @param product what was said of studio and materials by the product when the job was accepted, and of how the model stands;
 *        null: nothing
 */
record StillJob(UUID model, PictureSettings picture, int seed,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Staging product) implements JobRequest {
    static StillJob of(Subject subject, PictureSettings picture, int seed) {
        return new StillJob(subject.model(), picture, seed, subject.staging());
    }

    /** What holds of studio and materials: a job or its output type goes before the product. */
    Staging staging() {
        return picture.staging().before(product == null ? Staging.NONE : product);
    }

    @Override
    public String kind() {
        return picture.kind().label();
    }

    @Override
    public Priority priority() {
        return picture.priority();
    }

    @Override
    public Sha256 fingerprint(Subject subject) {
        return RequestJson.fingerprint(subject.identity(), picture, seed);
    }
}
