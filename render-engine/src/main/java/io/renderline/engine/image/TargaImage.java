package io.renderline.engine.image;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An uncompressed true-colour Targa file of 24 or 32 bits, mapped into memory: rows are read one by one, so that even the
 * largest picture takes no heap. Format: Truevision TGA File Format Specification 2.0.
 */
final class TargaImage implements AutoCloseable {
    private static final int HEADER_BYTES = 18;
    private static final int UNCOMPRESSED_TRUE_COLOUR = 2;
    private static final int TOP_DOWN = 0x20;
    private static final int RIGHT_TO_LEFT = 0x10;

    private final Arena arena;
    private final MemorySegment file;
    private final int width;
    private final int height;
    private final int bytesPerPixel;
    private final boolean topDown;
    private final long pixelsAt;

    private TargaImage(Arena arena, MemorySegment file) throws IOException {
        this.arena = arena;
        this.file = file;
        require(file.byteSize() >= HEADER_BYTES, "it ends within its header");
        int type = octet(2);
        require(type == UNCOMPRESSED_TRUE_COLOUR, "its image type is " + type + ", where 2 (uncompressed) is expected");
        require(octet(1) == 0, "it has a colour map");
        this.width = octet(12) | octet(13) << 8;
        this.height = octet(14) | octet(15) << 8;
        require(width > 0 && height > 0, "it is " + width + " x " + height + " px");
        int bits = octet(16);
        require(bits == 24 || bits == 32, "it has " + bits + " bits a pixel");
        this.bytesPerPixel = bits / 8;
        int descriptor = octet(17);
        require((descriptor & RIGHT_TO_LEFT) == 0, "its rows run from right to left");
        this.topDown = (descriptor & TOP_DOWN) != 0;
        this.pixelsAt = (long) HEADER_BYTES + octet(0);
        require(file.byteSize() >= pixelsAt + (long) width * height * bytesPerPixel, "it ends within its pixels");
    }

    static TargaImage open(Path path) throws IOException {
        Arena arena = Arena.ofConfined();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return new TargaImage(arena, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Reads row {@code y}, 0 at the top, as 3 bytes a pixel: red, green, blue. */
    void readRgb(int y, byte[] row) {
        byte[] stored = stored(y);
        for (int x = 0, at = 0, out = 0; x < width; x++, at += bytesPerPixel) {
            row[out++] = stored[at + 2];
            row[out++] = stored[at + 1];
            row[out++] = stored[at];
        }
    }

    /** Reads row {@code y}, 0 at the top, as 4 bytes a pixel: red, green, blue, straight alpha. */
    void readRgba(int y, byte[] row) {
        byte[] stored = stored(y);
        for (int x = 0, at = 0, out = 0; x < width; x++, at += bytesPerPixel) {
            row[out++] = stored[at + 2];
            row[out++] = stored[at + 1];
            row[out++] = stored[at];
            row[out++] = bytesPerPixel == 4 ? stored[at + 3] : (byte) 0xff;
        }
    }

    /** A row as it is in the file, copied as a whole: asking the mapped file for each byte takes several times as long. */
    private byte[] stored(int y) {
        int row = topDown ? y : height - 1 - y;
        byte[] bytes = new byte[width * bytesPerPixel];
        MemorySegment.copy(file, ValueLayout.JAVA_BYTE, pixelsAt + (long) row * bytes.length, bytes, 0, bytes.length);
        return bytes;
    }

    private int octet(int at) {
        return Byte.toUnsignedInt(file.get(ValueLayout.JAVA_BYTE, at));
    }

    private static void require(boolean holds, String what) throws IOException {
        if (!holds) {
            throw new IOException("Not a picture that Blender was asked for: " + what);
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
