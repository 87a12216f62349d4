package io.renderline.api.imports;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.ZipEntry;

/**
 * What stands before each file in a ZIP (PKWARE APPNOTE 4.3.7).
 *
 * @param sums of the file, where they stand here and not behind it
 * @param path of the file in the ZIP
 */
record LocalHeader(int flags, int method, FileSums sums, String path) {
    private static final int BYTES = 30;
    private static final int SIGNATURE = 0x04034b50;
    private static final int ENCRYPTED = 1;
    private static final int DESCRIPTOR = 1 << 3;
    private static final int UTF_8 = 1 << 11;

    /** Reads the header that comes next; empty where no file begins, and nothing was read, or where it is cut off. */
    static Optional<LocalHeader> next(PackedStream packed) throws IOException {
        ByteBuffer head = packed.ahead(BYTES);
        if (head.limit() < BYTES || head.getInt(0) != SIGNATURE) {
            return Optional.empty();
        }
        int flags = head.getShort(6);
        int method = Short.toUnsignedInt(head.getShort(8));
        FileSums sums = FileSums.ofHeader(head);
        int nameBytes = Short.toUnsignedInt(head.getShort(26));
        int extraBytes = Short.toUnsignedInt(head.getShort(28));
        packed.pass(BYTES);
        Optional<byte[]> name = bytes(packed, nameBytes);
        Optional<byte[]> extra = bytes(packed, extraBytes);
        return name.flatMap(written -> extra.map(fields -> new LocalHeader(flags, method,
                sums.withLargeSizes(ByteBuffer.wrap(fields).order(ByteOrder.LITTLE_ENDIAN)),
                EntryName.of(written, (flags & UTF_8) != 0))));
    }

    private static Optional<byte[]> bytes(PackedStream packed, int length) throws IOException {
        byte[] bytes = new byte[length];
        ByteBuffer ahead = packed.ahead(length);
        if (ahead.limit() < length) {
            return Optional.empty();
        }
        ahead.get(bytes);
        packed.pass(length);
        return Optional.of(bytes);
    }

    /** Why the file cannot be read, and what to do; empty where it can. */
    Optional<String> obstacle() {
        if ((flags & ENCRYPTED) != 0) {
            return Optional.of("has a password. Make the ZIP without one");
        }
        return PackingMethod.isRead(method)
                ? Optional.empty()
                : Optional.of("is packed with " + PackingMethod.named(method)
                        + " in the ZIP, which is not supported. Pack it with deflate");
    }

    boolean isDeflated() {
        return method == ZipEntry.DEFLATED;
    }

    /** Whether its sums stand behind the file only. */
    boolean hasDescriptor() {
        return (flags & DESCRIPTOR) != 0;
    }
}
