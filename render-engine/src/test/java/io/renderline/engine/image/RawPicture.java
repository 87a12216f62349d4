package io.renderline.engine.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes Targa files as Blender does, from a formula for each pixel. */
record RawPicture(int width, int height, int bytesPerPixel, boolean topDown) {
    /** The colour of a pixel, 0xAARRGGBB. */
    static int colourAt(int x, int y) {
        return (40 + 3 * x) << 24 | (10 * x & 0xff) << 16 | (20 * y & 0xff) << 8 | (x * y & 0xff);
    }

    Path write(Path file) throws IOException {
        byte[] bytes = new byte[18 + width * height * bytesPerPixel];
        bytes[2] = 2;
        bytes[12] = (byte) width;
        bytes[13] = (byte) (width >> 8);
        bytes[14] = (byte) height;
        bytes[15] = (byte) (height >> 8);
        bytes[16] = (byte) (8 * bytesPerPixel);
        bytes[17] = (byte) (topDown ? 0x20 : 0);
        for (int row = 0; row < height; row++) {
            int y = topDown ? row : height - 1 - row;
            for (int x = 0; x < width; x++) {
                int colour = colourAt(x, y);
                for (int channel = 0; channel < bytesPerPixel; channel++) {
                    bytes[18 + (row * width + x) * bytesPerPixel + channel] = (byte) (colour >> (8 * channel));
                }
            }
        }
        return Files.write(file, bytes);
    }
}
