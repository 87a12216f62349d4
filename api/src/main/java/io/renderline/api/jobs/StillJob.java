package io.renderline.api.jobs;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.renderline.api.tasks.Priority;
import io.renderline.core.media.ImageFormat;
import io.renderline.core.task.DevicePolicy;

/**
 * A request for pictures of a model.
 *
 * @param width px
 * @param height px
 * @param samples per pixel; null: by resolution
 */
record StillJob(UUID model, int width, int height, List<ViewAngle> views, @Nullable Integer samples, ImageFormat format,
        boolean transparent, boolean denoise, int seed, Priority priority, DevicePolicy device)
        implements
            JobRequest {
    /** The kind's name in the REST interface. */
    static final String KIND = "still";

    StillJob {
        views = List.copyOf(views);
    }

    @Override
    public String kind() {
        return KIND;
    }
}
