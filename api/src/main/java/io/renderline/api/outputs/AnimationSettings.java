package io.renderline.api.outputs;

import java.util.List;

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
 * What a film of a model in a studio's file shall be like: the file says how model, cameras and light move. What is null of
 * frames, pace and size is as the file says.
 *
 * @param width px
 * @param height px
 * @param camera the name of one of the file's cameras; null: those that its author looks through
 * @param samples per pixel; null: by resolution
 * @param studio null: the product's choice
 * @param background the colour behind everything, {@code #rrggbb}; null: what the studio has there
 * @param materials which go before the product's
 */
@JsonIgnoreProperties(value = "kind", allowGetters = true)
public record AnimationSettings(@Nullable Integer width, @Nullable Integer height, @Nullable Integer startFrame,
        @Nullable Integer endFrame, @Nullable Integer frameSkip, @Nullable Double fps, @Nullable String camera,
        @Nullable Integer samples, VideoFormat format, boolean transparent, boolean denoise, DevicePolicy device,
        Priority priority, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable StudioChoice studio,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String background,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<MaterialRule> materials) implements OutputSettings {
    public AnimationSettings {
        materials = materials == null ? List.of() : List.copyOf(materials);
    }

    @Override
    @JsonProperty
    public OutputKind kind() {
        return OutputKind.ANIMATION;
    }

    @Override
    public Staging staging() {
        return new Staging(studio, materials);
    }

    @Override
    public AnimationSettings with(Priority other) {
        return new AnimationSettings(width, height, startFrame, endFrame, frameSkip, fps, camera, samples, format,
                transparent, denoise, device, other, studio, background, materials);
    }

    /**
     * What each of its frames is like, as a picture: without loss, since the film is made of it.
     *
     * @param ofWidth px
     * @param ofHeight px
     */
    public PictureSettings picture(int ofWidth, int ofHeight) {
        return new PictureSettings(kind(), ofWidth, ofHeight, List.of(), samples, ImageFormat.PNG, transparent,
                denoise, device, priority, studio, background, materials);
    }
}
