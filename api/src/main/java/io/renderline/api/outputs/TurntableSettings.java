package io.renderline.api.outputs;

import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.renderline.api.tasks.Priority;
import io.renderline.core.media.ImageFormat;
import io.renderline.core.media.VideoFormat;
import io.renderline.core.task.DevicePolicy;

/**
 * What a turntable shall be like, with every default filled in.
 *
 * @param width px
 * @param height px
 * @param frames for one turn; the last one is one step before the first, so that it goes round without a halt
 * @param fps frames shown each second
 * @param azimuth of the first frame, degrees: 0 is the front
 * @param elevation degrees above the horizon, -90 to 90
 * @param samples per pixel; null: by resolution
 */
@JsonIgnoreProperties(value = "kind", allowGetters = true)
public record TurntableSettings(int width, int height, int frames, double fps, double azimuth, double elevation,
        @Nullable Integer samples, VideoFormat format, boolean transparent, boolean denoise, DevicePolicy device,
        Priority priority) implements OutputSettings {
    @Override
    @JsonProperty
    public OutputKind kind() {
        return OutputKind.TURNTABLE;
    }

    @Override
    public TurntableSettings with(Priority other) {
        return new TurntableSettings(width, height, frames, fps, azimuth, elevation, samples, format, transparent,
                denoise, device, other);
    }

    /** What each of its frames is like, as a picture: without loss, since the film is made of it. */
    public PictureSettings picture() {
        return new PictureSettings(kind(), width, height, List.of(), samples, ImageFormat.PNG, transparent, denoise,
                device, priority);
    }

    /** From where each frame sees the model, in order. */
    public List<ViewAngle> turn() {
        return IntStream.range(0, frames)
                .mapToObj(frame -> new ViewAngle(null, azimuth + 360.0 * frame / frames, elevation)).toList();
    }
}
