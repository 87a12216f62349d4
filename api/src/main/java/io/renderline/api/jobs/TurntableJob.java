package io.renderline.api.jobs;

import java.util.UUID;

import io.renderline.api.outputs.TurntableSettings;
import io.renderline.api.tasks.Priority;
import io.renderline.core.key.Sha256;

/**
 * A request for a film of a model that turns once around.
 *
 * @param seed Cycles' noise seed
 */
record TurntableJob(UUID model, TurntableSettings turntable, int seed) implements JobRequest {
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
