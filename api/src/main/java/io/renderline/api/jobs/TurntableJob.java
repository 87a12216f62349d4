package io.renderline.api.jobs;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.renderline.api.outputs.TurntableSettings;
import io.renderline.api.studios.Staging;
import io.renderline.api.tasks.Priority;
import io.renderline.core.key.Sha256;

/**
 * A request for a film of a model that turns once around.
 *
 * @param seed Cycles' noise seed
 * @param product what was said of studio and materials by the product when the job was accepted, and of how the model stands;
 *        null: nothing
 */
record TurntableJob(UUID model, TurntableSettings turntable, int seed,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Staging product) implements JobRequest {
    static TurntableJob of(Subject subject, TurntableSettings turntable, int seed) {
        return new TurntableJob(subject.model(), turntable, seed, subject.staging());
    }

    /** What holds of studio and materials: a job or its output type goes before the product. */
    Staging staging() {
        return turntable.staging().before(product == null ? Staging.NONE : product);
    }

    @Override
    public String kind() {
        return JobKind.TURNTABLE.label();
    }

    @Override
    public Priority priority() {
        return turntable.priority();
    }

    @Override
    public Sha256 fingerprint(Subject subject) {
        return RequestJson.fingerprint(subject.identity(), turntable, seed);
    }
}
