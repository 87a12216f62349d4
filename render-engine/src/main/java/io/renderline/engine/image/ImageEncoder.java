package io.renderline.engine.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;

import io.renderline.core.failure.FailureCode;
import io.renderline.core.failure.TaskFailedException;
import io.renderline.core.media.ImageFormat;
import io.renderline.core.task.View;

/** Turns what Blender wrote into the file that was asked for. The same pixels give the same bytes. */
public final class ImageEncoder {
    /** The longest side that WebP can store, px. */
    private static final int WEBP_MAX_SIDE = 16_383;

    private ImageEncoder() {}

    /** The encoding that Blender is asked for: its raw pixels, except for EXR, which it writes itself. */
    public static String engineEncoding(ImageFormat format) {
        return format == ImageFormat.EXR ? "exr" : "targa";
    }

    /**
     * Refuses before anything is rendered what could not be written afterwards.
     *
     * @throws TaskFailedException {@code INVALID_PARAMETERS}
     */
    public static void requireWritable(View view) {
        if (view.format() == ImageFormat.WEBP && Math.max(view.width(), view.height()) > WEBP_MAX_SIDE) {
            throw new TaskFailedException(FailureCode.INVALID_PARAMETERS, "WebP holds at most " + WEBP_MAX_SIDE
                    + " px on a side, and the picture has " + view.width() + " x " + view.height()
                    + " px. Choose png or jpeg, or a smaller picture.");
        }
    }

    /**
     * Encodes {@code raw}, which Blender wrote for {@code view}.
     *
     * @param target where the encoded file may be written
     * @return the file to store: {@code target}, or {@code raw} itself when it already is what was asked for
     * @throws TaskFailedException {@code ENGINE_ERROR} when the picture has another size than was asked for
     */
    public static Path encode(Path raw, View view, Path target) throws IOException {
        if (view.format() == ImageFormat.EXR) {
            return raw;
        }
        try (TargaImage image = TargaImage.open(raw)) {
            if (image.width() != view.width() || image.height() != view.height()) {
                throw new TaskFailedException(FailureCode.ENGINE_ERROR,
                        "Blender wrote a picture of " + image.width() + " x " + image.height() + " px, where "
                                + view.width() + " x " + view.height() + " px were asked for. It is tried again.");
            }
            write(image, view.format(), view.transparent(), target);
        }
        return target;
    }

    /**
     * Encodes {@code raw}, a picture of any size.
     *
     * @param format any but EXR
     * @param target where the encoded file may be written
     */
    public static Path encode(Path raw, ImageFormat format, boolean transparent, Path target) throws IOException {
        try (TargaImage image = TargaImage.open(raw)) {
            write(image, format, transparent, target);
        }
        return target;
    }

    private static void write(TargaImage image, ImageFormat format, boolean transparent, Path target)
            throws IOException {
        switch (format) {
            case PNG -> PngWriter.write(image, transparent, target);
            case WEBP -> LossyWriter.writeWebp(buffered(image, transparent), target);
            case JPEG -> LossyWriter.writeJpeg(buffered(image, false), target);
            case EXR -> throw new IllegalStateException("EXR is stored as Blender wrote it");
        }
    }

    private static BufferedImage buffered(TargaImage image, boolean alpha) {
        int width = image.width();
        BufferedImage buffered = new BufferedImage(width, image.height(),
                alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        byte[] row = new byte[width * 4];
        int[] packed = new int[width];
        for (int y = 0; y < image.height(); y++) {
            image.readRgba(y, row);
            for (int x = 0; x < width; x++) {
                packed[x] = (row[4 * x + 3] & 0xff) << 24 | (row[4 * x] & 0xff) << 16 | (row[4 * x + 1] & 0xff) << 8
                        | (row[4 * x + 2] & 0xff);
            }
            buffered.getRaster().setDataElements(0, y, width, 1, packed);
        }
        return buffered;
    }
}
