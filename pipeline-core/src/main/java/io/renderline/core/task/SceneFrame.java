package io.renderline.core.task;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.renderline.core.media.ImageFormat;

/**
 * Parameters of {@link TaskType#RENDER_FRAME}; input {@value #SCENE}, output {@value #IMAGE}. What is null is as the scene
 * says.
 *
 * @param frame its number in the scene, 0 to {@value VideoEncoding#MAX_NUMBER}; null: {@code moment} says which it is
 * @param width px, 1 to {@value View#MAX_SIDE}; null beside a height: in the scene's proportion
 * @param height px, 1 to {@value View#MAX_SIDE}; null beside a width: in the scene's proportion
 * @param samples Cycles samples per pixel, 1 to {@value View#MAX_SAMPLES}
 * @param camera the name of the camera
 * @param transparent whether the world is left out and what it would cover is transparent
 * @param format the file format of the picture; not EXR
 * @param device which devices may render it
 * @param moment where on the scene's timeline it lies; null: {@code frame} says it
 */
public record SceneFrame(@Nullable Integer frame, @Nullable Integer width, @Nullable Integer height,
        @Nullable Integer samples,
        @Nullable String camera, boolean transparent, ImageFormat format, DevicePolicy device,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SceneMoment moment)
        implements
            TaskParameters {
    /** The input: a scene that is whole. */
    public static final String SCENE = "scene";
    /** The output: the picture. */
    public static final String IMAGE = "image";

    public SceneFrame {
        if ((frame == null) == (moment == null)) {
            throw new IllegalArgumentException("a frame is named by its number or by its moment");
        }
        if (frame != null) {
            Ranges.require("frame", frame, 0, VideoEncoding.MAX_NUMBER);
        }
        requireWithin("width", width, View.MAX_SIDE);
        requireWithin("height", height, View.MAX_SIDE);
        requireWithin("samples", samples, View.MAX_SAMPLES);
        if (format == ImageFormat.EXR || (transparent && !format.hasAlpha())) {
            throw new IllegalArgumentException(
                    "The format is " + format.label() + (transparent ? " and transparent" : "")
                            + "; choose png or webp");
        }
    }

    /** The frame with this number. */
    public SceneFrame(int frame, @Nullable Integer width, @Nullable Integer height, @Nullable Integer samples,
            @Nullable String camera, boolean transparent, ImageFormat format, DevicePolicy device) {
        this(frame, width, height, samples, camera, transparent, format, device, null);
    }

    private static void requireWithin(String name, @Nullable Integer value, int max) {
        if (value != null) {
            Ranges.require(name, value, 1, max);
        }
    }

    @Override
    public TaskType type() {
        return TaskType.RENDER_FRAME;
    }
}
