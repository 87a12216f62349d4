package io.renderline.api.jobs;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.renderline.api.tasks.Priority;
import io.renderline.core.key.Sha256;
import io.renderline.core.media.ImageFormat;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.VideoEncoding;

/**
 * A request for frames of a .blend as its author left it, with its own cameras and light. What is null is as the scene says.
 *
 * @param model the .blend, or a ZIP with one
 * @param startFrame the first frame
 * @param endFrame the last one, unless steps of {@code frameSkip} pass it over
 * @param frameSkip from one frame to the next
 * @param allowMissing whether it is rendered without files that did not come with it
 * @param film how the frames become a film; null: one frame, which is a picture
 * @param format the file format of each frame
 */
record SceneJob(UUID model, int startFrame, int endFrame, int frameSkip, @Nullable Integer width,
        @Nullable Integer height, @Nullable Integer samples, @Nullable String camera, boolean transparent,
        boolean allowMissing, DevicePolicy device, Priority priority, @Nullable VideoEncoding film, ImageFormat format)
        implements
            JobRequest {
    @Override
    public String kind() {
        return (film == null ? JobKind.STILL : JobKind.ANIMATION).label();
    }

    @Override
    public Sha256 fingerprint(Subject subject) {
        return RequestJson.fingerprint(subject.identity(), kind(), RequestJson.write(this));
    }
}
