package io.renderline.api.jobs;

import java.util.UUID;

import io.renderline.api.outputs.PictureSettings;
import io.renderline.api.tasks.Priority;

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
}
