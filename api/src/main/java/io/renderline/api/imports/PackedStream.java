package io.renderline.api.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The bytes of a ZIP as they come, of which one may look at those to come. Whoever reads entries from its beginning does not
 * notice when it is cut off between two of them, so that its end record is looked for here (PKWARE APPNOTE 4.3.16).
 */
final class PackedStream {
    private static final int END_SIGNATURE = 0x504b0506;
    /** The end record with the longest comment. */
    private static final int END_BYTES = 22 + 65_535;
    private static final int BUFFER_BYTES = 128 * 1024;

    private final InputStream in;
    private final byte[] bytes = new byte[BUFFER_BYTES];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes).limit(0);
    private long count;
    private int lastFour;
    private long endRecordAt = -1;

    PackedStream(InputStream in) {
        this.in = in;
    }

    /**
     * What comes next: at least as many bytes as are wanted, 64 KiB at most, or all when there are no more. They stay until
     * they are {@link #pass}ed.
     */
    ByteBuffer ahead(int wanted) throws IOException {
        if (buffer.remaining() < wanted) {
            buffer.compact();
            fill(wanted);
            buffer.flip();
        }
        return buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Goes on behind as many bytes, which must lie ahead. */
    void pass(int length) {
        buffer.position(buffer.position() + length);
    }

    /** Reads what is left, and says whether the ZIP has its end. */
    boolean endsProperly() throws IOException {
        for (int length = ahead(1).limit(); length > 0; length = ahead(1).limit()) {
            pass(length);
        }
        return endRecordAt >= 0 && count - endRecordAt <= END_BYTES;
    }

    private void fill(int wanted) throws IOException {
        int read = 0;
        while (read >= 0 && buffer.position() < wanted) {
            read = in.read(bytes, buffer.position(), buffer.remaining());
            for (int i = 0; i < read; i++) {
                lastFour = (lastFour << Byte.SIZE) | Byte.toUnsignedInt(buffer.get());
                count++;
                if (lastFour == END_SIGNATURE) {
                    endRecordAt = count - Integer.BYTES;
                }
            }
        }
    }
}
