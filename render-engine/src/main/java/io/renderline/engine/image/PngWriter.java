package io.renderline.engine.image;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes PNG row by row, with nothing in it but the pixels: no time, no program, no profile. Every row has the Paeth
 * filter: on rendered pictures it comes close to choosing the best of all five for each row, at a fifth of the time.
 * Format: W3C Portable Network Graphics (PNG) Specification, third edition.
 */
final class PngWriter {
    private static final long SIGNATURE = 0x89504e470d0a1a0aL;
    private static final byte PAETH = 4;
    private static final byte RGB = 2;
    private static final byte RGBA = 6;
    private static final int LEVEL = 5;
    private static final int CHUNK_BYTES = 64 * 1024;

    private PngWriter() {}

    static void write(TargaImage image, boolean alpha, Path target) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(target)))) {
            out.writeLong(SIGNATURE);
            chunk(out, "IHDR", header(image, alpha), 13);
            writePixels(image, alpha, out);
            chunk(out, "IEND", new byte[0], 0);
        }
    }

    private static byte[] header(TargaImage image, boolean alpha) {
        return ByteBuffer.allocate(13).putInt(image.width()).putInt(image.height()).put((byte) 8)
                .put(alpha ? RGBA : RGB).put((byte) 0).put((byte) 0).put((byte) 0).array();
    }

    private static void writePixels(TargaImage image, boolean alpha, DataOutputStream out) throws IOException {
        int channels = alpha ? 4 : 3;
        byte[] above = new byte[image.width() * channels];
        byte[] row = new byte[above.length];
        byte[] filtered = new byte[above.length + 1];
        Deflater deflater = new Deflater(LEVEL);
        byte[] compressed = new byte[CHUNK_BYTES];
        try {
            for (int y = 0; y < image.height(); y++) {
                if (alpha) {
                    image.readRgba(y, row);
                } else {
                    image.readRgb(y, row);
                }
                filter(row, above, filtered, channels);
                deflater.setInput(filtered);
                drain(deflater, compressed, out);
                byte[] done = above;
                above = row;
                row = done;
            }
            deflater.finish();
            drain(deflater, compressed, out);
        } finally {
            deflater.end();
        }
    }

    private static void drain(Deflater deflater, byte[] buffer, DataOutputStream out) throws IOException {
        for (int size = deflater.deflate(buffer); size > 0; size = deflater.deflate(buffer)) {
            chunk(out, "IDAT", buffer, size);
        }
    }

    private static void filter(byte[] row, byte[] above, byte[] filtered, int channels) {
        filtered[0] = PAETH;
        // Nothing is left of the first pixel: what is above it is then always the nearest.
        for (int i = 0; i < channels; i++) {
            filtered[i + 1] = (byte) (row[i] - above[i]);
        }
        for (int i = channels; i < row.length; i++) {
            filtered[i + 1] = (byte) (row[i]
                    - paeth(row[i - channels] & 0xff, above[i] & 0xff, above[i - channels] & 0xff));
        }
    }

    private static int paeth(int left, int above, int upperLeft) {
        // What follows would come to the same, and most of a picture is even.
        if (left == upperLeft) {
            return above;
        }
        int estimate = left + above - upperLeft;
        int toLeft = Math.abs(estimate - left);
        int toAbove = Math.abs(estimate - above);
        int toUpperLeft = Math.abs(estimate - upperLeft);
        if (toLeft <= toAbove && toLeft <= toUpperLeft) {
            return left;
        }
        return toAbove <= toUpperLeft ? above : upperLeft;
    }

    private static void chunk(DataOutputStream out, String type, byte[] data, int size) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 checksum = new CRC32();
        checksum.update(name);
        checksum.update(data, 0, size);
        out.writeInt(size);
        out.write(name);
        out.write(data, 0, size);
        out.writeInt((int) checksum.getValue());
    }
}
