package io.renderline.api.outputs;

import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.renderline.api.studios.Staging;
import io.renderline.api.studios.StudioChoice;
import io.renderline.api.tasks.Priority;
import io.renderline.core.media.ImageFormat;
import io.renderline.core.media.VideoFormat;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.MaterialRule;

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
 * @param studio null: the product's choice, else the usual one
 * @param background the colour behind the model, {@code #rrggbb}; null: what the studio has there
 * @param materials which go before the product's
 */
@JsonIgnoreProperties(value = "kind", allowGetters = true)
public record TurntableSettings(int width, int height, int frames, double fps, double azimuth, double elevation,
        @Nullable Integer samples, VideoFormat format, boolean transparent, boolean denoise, DevicePolicy device,
        Priority priority, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable StudioChoice studio,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String background,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<MaterialRule> materials) implements OutputSettings {
    public TurntableSettings {
        // What was kept before turntables had studios of their own has no rules
        materials = materials == null ? List.of() : List.copyOf(materials);
    }

    @Override
    public Staging staging() {
        return new Staging(studio, materials);
    }

    @Override
    @JsonProperty
    public OutputKind kind() {
        return OutputKind.TURNTABLE;
    }

    @Override
    public TurntableSettings with(Priority other) {
        return new TurntableSettings(width, height, frames, fps, azimuth, elevation, samples, format, transparent,
                denoise, device, other, studio, background, materials);
    }

    /** What each of its frames is like, as a picture: without loss, since the film is made of it. */
    public PictureSettings picture() {
        return new PictureSettings(kind(), width, height, List.of(), samples, ImageFormat.PNG, transparent, denoise,
                device, priority, studio, background, materials);
    }

    /** From where each frame sees the model, in order. */
    public List<ViewAngle> turn() {
        return IntStream.range(0, frames)
                .mapToObj(frame -> new ViewAngle(null, azimuth + 360.0 * frame / frames, elevation)).toList();
    }
}
