package io.renderline.api.imports;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a ZIP as they come. Whoever reads entries from its beginning does not notice when it is cut off between two
 * of them, so that its end record is looked for here (PKWARE APPNOTE 4.3.16).
 */
final class PackedStream extends FilterInputStream {
    private static final int END_SIGNATURE = 0x504b0506;
    /** The end record with the longest comment. */
    private static final int END_BYTES = 22 + 65_535;

    private long count;
    private int lastFour;
    private long endRecordAt = -1;

    PackedStream(InputStream in) {
        super(in);
    }

    /** How many bytes were read so far. */
    long count() {
        return count;
    }

    /** Reads what is left, and says whether the ZIP has its end. */
    boolean endsProperly() throws IOException {
        readOn();
        return endRecordAt >= 0 && count - endRecordAt <= END_BYTES;
    }

    private void readOn() throws IOException {
        byte[] buffer = new byte[8192];
        int read = 0;
        while (read >= 0) {
            read = read(buffer, 0, buffer.length);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        for (int i = 0; i < read; i++) {
            lastFour = (lastFour << 8) | Byte.toUnsignedInt(buffer[offset + i]);
            count++;
            if (lastFour == END_SIGNATURE) {
                endRecordAt = count - 4;
            }
        }
        return read;
    }
}
