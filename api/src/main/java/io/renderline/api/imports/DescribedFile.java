package io.renderline.api.imports;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A file in a ZIP whose size is told behind it, by a descriptor (PKWARE APPNOTE 4.3.9). It ends before the one that says how
 * many bytes stand before it; so its end is found where it is damaged too.
 */
final class DescribedFile extends PackedFile {
    private static final int SIGNATURE = 0x08074b50;
    private static final int CRC_BYTES = 4;
    private static final int SHORT_BYTES = CRC_BYTES + 2 * Integer.BYTES;
    private static final int LONG_BYTES = CRC_BYTES + 2 * Long.BYTES;
    /** Of the record that comes behind a descriptor: all begin so. */
    private static final short RECORD = 0x4b50;

    /** Up to where, counted as {@link #count}, no signature stands that was not looked at. */
    private long searched;
    private @Nullable FileSums end;

    DescribedFile(PackedStream packed) {
        super(packed);
    }

    @Override
    ByteBuffer ahead() throws IOException {
        ByteBuffer ahead = packed.ahead(end == null ? Integer.BYTES : 0);
        if (end == null && count() >= searched) {
            if (ahead.limit() >= Integer.BYTES && ahead.getInt(0) == SIGNATURE) {
                end = descriptor(Integer.BYTES).orElse(null);
                ahead = packed.ahead(0);
            }
            searched = count() + untilSignature(ahead);
        }
        return ahead.limit(end == null ? (int) Math.min(searched - count(), ahead.limit()) : 0);
    }

    /** How many bytes stand before the next signature that may be one. Of what is cut off, three bytes may begin one. */
    private static int untilSignature(ByteBuffer ahead) {
        if (ahead.limit() < Integer.BYTES) {
            return ahead.limit();
        }
        int at = 1;
        while (at <= ahead.limit() - Integer.BYTES && ahead.getInt(at) != SIGNATURE) {
            at++;
        }
        return at;
    }

    @Override
    Optional<FileSums> end() throws IOException {
        if (end == null) {
            ByteBuffer ahead = packed.ahead(Integer.BYTES);
            boolean signed = ahead.limit() >= Integer.BYTES && ahead.getInt(0) == SIGNATURE;
            // The signature may be left out
            end = descriptor(signed ? Integer.BYTES : 0).orElse(null);
        }
        return Optional.ofNullable(end);
    }

    /**
     * Reads the descriptor that comes next, if it is that of this file. Its sizes have four bytes or eight, which the record
     * behind it tells.
     */
    private Optional<FileSums> descriptor(int at) throws IOException {
        ByteBuffer bytes = packed.ahead(at + LONG_BYTES + Short.BYTES);
        if (bytes.limit() < at + SHORT_BYTES || unsigned(bytes, at + CRC_BYTES) != (count() & 0xffff_ffffL)) {
            return Optional.empty();
        }
        boolean isLong = bytes.limit() >= at + LONG_BYTES && bytes.getLong(at + CRC_BYTES) == count()
                && (isRecord(bytes, at + LONG_BYTES) || !isRecord(bytes, at + SHORT_BYTES));
        packed.pass(at + (isLong ? LONG_BYTES : SHORT_BYTES));
        long size = isLong
                ? bytes.getLong(at + CRC_BYTES + Long.BYTES)
                : unsigned(bytes, at + CRC_BYTES + Integer.BYTES);
        return Optional.of(new FileSums(unsigned(bytes, at), count(), size));
    }

    private static boolean isRecord(ByteBuffer bytes, int at) {
        return bytes.limit() >= at + Short.BYTES && bytes.getShort(at) == RECORD;
    }

    private static long unsigned(ByteBuffer bytes, int at) {
        return Integer.toUnsignedLong(bytes.getInt(at));
    }
}
