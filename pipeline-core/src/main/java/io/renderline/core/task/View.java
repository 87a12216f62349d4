package io.renderline.core.task;

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
 * @param transparent whether the background is transparent instead of the studio's
 * @param seed Cycles' noise seed, 0 or above
 * @param format the file format of the picture
 * @param device which devices may render it; part of the result's name, so that a picture asked for with
 *        {@link DevicePolicy#GPU} is never one that a CPU made
 */
public record View(int width, int height, double azimuth, double elevation, int samples, boolean denoise,
        boolean transparent, int seed, ImageFormat format, DevicePolicy device) implements TaskParameters {
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
        if (transparent && !format.hasAlpha()) {
            throw new IllegalArgumentException(
                    "transparent is true, but " + format.label() + " has no alpha channel; choose png, webp or exr");
        }
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
