package io.renderline.core.task;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.renderline.core.media.ImageFormat;

/**
 * Parameters of {@link TaskType#RENDER_VIEW}; input {@value #SCENE}, output {@value #IMAGE}.
 *
 * @param width picture width, px, 1 to {@value #MAX_SIDE}
 * @param height picture height, px, 1 to {@value #MAX_SIDE}
 * @param azimuth where the camera stands around the model, degrees: 0 is the front, 90 the model's right; kept in [0, 360)
 * @param elevation how far above the horizon the camera stands, degrees, -90 to 90
 * @param samples Cycles samples per pixel, 1 to {@value #MAX_SAMPLES}
 * @param denoise whether OpenImageDenoise runs on the result
 * @param transparent whether nothing is behind the model; only the studio {@link Studio#TRANSPARENT} keeps its shadow then
 * @param seed Cycles' noise seed, 0 or above
 * @param format the file format of the picture
 * @param device which devices may render it; part of the result's name, so that a picture asked for with
 *        {@link DevicePolicy#GPU} is never one that a CPU made
 * @param turntable true: it is a frame of a turn, and the camera stands where it sees the model from every azimuth; null: the
 *        camera stands where it is closest for this one. Never false, so that a view has one spelling
 * @param background the colour behind the model, as seen, {@code #rrggbb}; null: what the studio has there
 * @param camera the camera of the studio's file that it is seen by, and the angles count for nothing; null: by the angles
 * @param frame its number on the timeline of the studio's file; without the name of a camera, it is seen by the one that the
 *        file's author looks through there. Null: the frame that the file was saved at
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record View(int width, int height, double azimuth, double elevation, int samples, boolean denoise,
        boolean transparent, int seed, ImageFormat format, DevicePolicy device, @Nullable Boolean turntable,
        @Nullable String background, @Nullable String camera, @Nullable Integer frame) implements TaskParameters {
    /** The input: a prepared scene. */
    public static final String SCENE = "scene";
    /** The output: the picture. */
    public static final String IMAGE = "image";
    /** The longest side of a picture, px. */
    public static final int MAX_SIDE = 16_384;
    /** The most samples per pixel. */
    public static final int MAX_SAMPLES = 65_536;

    public View {
        Ranges.require("width", width, 1, MAX_SIDE);
        Ranges.require("height", height, 1, MAX_SIDE);
        Ranges.require("azimuth", azimuth, -360_000, 360_000);
        Ranges.require("elevation", elevation, -90, 90);
        Ranges.require("samples", samples, 1, MAX_SAMPLES);
        Ranges.require("seed", seed, 0, Integer.MAX_VALUE);
        azimuth = withoutNegativeZero(azimuth - 360 * Math.floor(azimuth / 360));
        elevation = withoutNegativeZero(elevation);
        if (frame != null) {
            Ranges.require("frame", frame, 0, VideoEncoding.MAX_NUMBER);
        }
        turntable = Boolean.TRUE.equals(turntable) ? true : null;
        if (transparent && !format.hasAlpha()) {
            throw new IllegalArgumentException(
                    "transparent is true, but " + format.label() + " has no alpha channel; choose png, webp or exr");
        }
        if (background != null && (transparent || !MaterialRule.isHex(background))) {
            throw new IllegalArgumentException("background is " + background + ", and transparent is " + transparent);
        }
    }

    /** A view that the camera fits, before what the studio has there. */
    public View(int width, int height, double azimuth, double elevation, int samples, boolean denoise,
            boolean transparent, int seed, ImageFormat format, DevicePolicy device) {
        this(width, height, azimuth, elevation, samples, denoise, transparent, seed, format, device, null, null,
                null, null);
    }

    /** Whether it is a frame of a turn. */
    public boolean turns() {
        return turntable != null;
    }

    /** The same as a frame of a turn. */
    public View onTurntable() {
        return new View(width, height, azimuth, elevation, samples, denoise, transparent, seed, format, device, true,
                background, camera, frame);
    }

    /** The same at a frame of the timeline of the studio's file. */
    public View atFrame(int number) {
        return new View(width, height, azimuth, elevation, samples, denoise, transparent, seed, format, device,
                turntable, background, camera, number);
    }

    /** Whether it is one picture of a film. */
    public boolean isOfFilm() {
        return turns() || frame != null;
    }

    @Override
    public TaskType type() {
        return TaskType.RENDER_VIEW;
    }

    /** Two spellings of one angle must not give two cache keys. */
    private static double withoutNegativeZero(double angle) {
        return angle + 0.0;
    }
}
