package io.renderline.api.imports;

import java.nio.ByteBuffer;

/**
 * What a ZIP tells of a file's content.
 *
 * @param crc its CRC-32
 * @param packedSize bytes in the ZIP; -1 where it is not told
 * @param size bytes when it is unpacked; -1 where it is not told
 */
record FileSums(long crc, long packedSize, long size) {
    private static final long IN_EXTRA_FIELD = 0xffff_ffffL;
    private static final int ZIP64 = 1;

    /** Those of a local header (PKWARE APPNOTE 4.3.7). */
    static FileSums ofHeader(ByteBuffer head) {
        return new FileSums(Integer.toUnsignedLong(head.getInt(14)), Integer.toUnsignedLong(head.getInt(18)),
                Integer.toUnsignedLong(head.getInt(22)));
    }

    /** With the sizes of a file of more than 4 GiB, which stand in its extra field (4.5.3). */
    FileSums withLargeSizes(ByteBuffer extra) {
        ByteBuffer sizes = zip64(extra);
        long large = size == IN_EXTRA_FIELD ? next(sizes) : size;
        return new FileSums(crc, packedSize == IN_EXTRA_FIELD ? next(sizes) : packedSize, large);
    }

    private static long next(ByteBuffer sizes) {
        return sizes.remaining() < Long.BYTES ? -1 : Math.max(-1, sizes.getLong());
    }

    /** What the extra field has of sizes; nothing where it has none. */
    private static ByteBuffer zip64(ByteBuffer extra) {
        while (extra.remaining() >= 2 * Short.BYTES) {
            int id = Short.toUnsignedInt(extra.getShort());
            int length = Math.min(Short.toUnsignedInt(extra.getShort()), extra.remaining());
            if (id == ZIP64) {
                return extra.limit(extra.position() + length);
            }
            extra.position(extra.position() + length);
        }
        return ByteBuffer.allocate(0);
    }
}
