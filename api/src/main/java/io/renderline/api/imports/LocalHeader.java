package io.renderline.api.imports;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.ZipEntry;

/**
 * What stands before each file in a ZIP (PKWARE APPNOTE 4.3.7).
 *
 * @param packedSize bytes; -1 where the file's extra field has it
 * @param size when it is unpacked, bytes; -1 likewise
 * @param nameBytes the length of its name, which comes behind the header
 * @param extraBytes the length of the extra field behind the name
 */
record LocalHeader(int flags, int method, long packedSize, long size, int nameBytes, int extraBytes) {
    /** Its fixed part, bytes. */
    static final int BYTES = 30;

    private static final int SIGNATURE = 0x04034b50;
    private static final int ENCRYPTED = 1;
    private static final int DESCRIPTOR = 1 << 3;
    private static final int UTF_8 = 1 << 11;
    private static final int IN_EXTRA_FIELD = 0xffff_ffff;
    private static final int ZIP64 = 1;

    /** The header that these bytes are; empty where no file begins with them. */
    static Optional<LocalHeader> of(byte[] head) {
        ByteBuffer bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        if (head.length < BYTES || bytes.getInt(0) != SIGNATURE) {
            return Optional.empty();
        }
        return Optional.of(new LocalHeader(bytes.getShort(6), Short.toUnsignedInt(bytes.getShort(8)),
                size(bytes.getInt(18)), size(bytes.getInt(22)), Short.toUnsignedInt(bytes.getShort(26)),
                Short.toUnsignedInt(bytes.getShort(28))));
    }

    private static long size(int field) {
        return field == IN_EXTRA_FIELD ? -1 : Integer.toUnsignedLong(field);
    }

    /** Why the file cannot be read, and what to do; empty where it can. */
    Optional<String> obstacle() {
        if ((flags & ENCRYPTED) != 0) {
            return Optional.of("has a password. Make the ZIP without one");
        }
        if (!PackingMethod.isRead(method)) {
            return Optional.of("is packed with " + PackingMethod.named(method)
                    + " in the ZIP, which is not supported. Pack it with deflate");
        }
        return method == ZipEntry.STORED && hasDescriptor()
                ? Optional.of("stands in the ZIP as it is, without its size before it. Pack it with deflate")
                : Optional.empty();
    }

    /** Whether its sizes are told behind the file only. */
    boolean hasDescriptor() {
        return (flags & DESCRIPTOR) != 0;
    }

    /** In which its name is written. */
    Charset names() {
        return (flags & UTF_8) == 0 ? EntryName.UNMARKED : StandardCharsets.UTF_8;
    }

    /** The file's size in the ZIP, which for one of more than 4 GiB stands in its extra field (4.5.3). */
    Optional<Long> packedSize(byte[] extra) {
        if (packedSize >= 0) {
            return Optional.of(packedSize);
        }
        ByteBuffer fields = ByteBuffer.wrap(extra).order(ByteOrder.LITTLE_ENDIAN);
        while (fields.remaining() >= 4) {
            int id = Short.toUnsignedInt(fields.getShort());
            int end = fields.position() + 2 + Short.toUnsignedInt(fields.getShort(fields.position()));
            int at = fields.position() + 2 + (size < 0 ? Long.BYTES : 0);
            if (end > extra.length) {
                break;
            }
            if (id == ZIP64 && at + Long.BYTES <= end && fields.getLong(at) >= 0) {
                return Optional.of(fields.getLong(at));
            }
            fields.position(end);
        }
        return Optional.empty();
    }
}
