package io.renderline.api.jobs;

import java.util.UUID;

import io.renderline.api.outputs.PictureSettings;
import io.renderline.api.tasks.Priority;
import io.renderline.core.key.Sha256;

/**
 * A request for pictures of a model.
 *
 * @param seed Cycles' noise seed
 */
record StillJob(UUID model, PictureSettings picture, int seed) implements JobRequest {
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
