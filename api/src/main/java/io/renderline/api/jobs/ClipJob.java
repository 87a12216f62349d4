package io.renderline.api.jobs;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.renderline.api.tasks.Priority;
import io.renderline.core.key.Sha256;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.VideoEncoding;

/**
 * A request for a film of a template.
 *
 * @param model the template's .blend, or a ZIP with one, as it was when the job was accepted
 * @param template which version that is
 * @param width px
 * @param height px
 * @param samples per pixel
 * @param duration s
 * @param film how its frames become a film
 * @param camera by its name; null: the template's
 * @param transparent whether the world is left out
 * @param allowMissing whether it is rendered without files that did not come with it
 */
record ClipJob(UUID model, TemplateVersion template, int width, int height, int samples, double duration,
        VideoEncoding film, ClipTiming timing, ClipParameters parameters, @Nullable String camera,
        boolean transparent, boolean allowMissing, DevicePolicy device, Priority priority) implements JobRequest {
    @Override
    public String kind() {
        return JobKind.CLIP.label();
    }

    /** How many frames it has. */
    int frames() {
        return frames(duration, film.fps());
    }

    static int frames(double duration, double fps) {
        return (int) Math.max(1, Math.round(duration * fps));
    }

    /** The template may have another version by the time that the request is repeated. */
    @Override
    public Sha256 fingerprint(Subject subject) {
        return RequestJson.fingerprint(kind(), template.name(), width, height, samples, duration, film, timing,
                parameters, camera == null ? "" : camera, transparent, allowMissing, device, priority);
    }
}
