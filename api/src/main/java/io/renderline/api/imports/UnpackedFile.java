package io.renderline.api.imports;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

import org.jspecify.annotations.Nullable;

import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;
import io.renderline.core.BulkStream;

/** The content of one file in a ZIP, within the limits of an import. Closing it leaves the ZIP open. */
final class UnpackedFile extends BulkStream {
    private final PackedFile packed;
    private final UnpackBudget budget;
    private final String path;
    /** Null where the file is not packed at all. */
    private final @Nullable Inflater inflater;
    private final CRC32 crc = new CRC32();
    private long size;

    UnpackedFile(PackedFile packed, boolean isDeflated, UnpackBudget budget, String path) {
        this.packed = packed;
        this.inflater = isDeflated ? new Inflater(true) : null;
        this.budget = budget;
        this.path = path;
    }

    /** Unpacks what nobody wanted to read, within the limits, as far as it can be. No more can be read of it then. */
    void drain() throws IOException {
        try {
            transferTo(OutputStream.nullOutputStream());
        } catch (ProblemException e) {
            if (e.code() != ProblemCode.DAMAGED_FILE) {
                throw e;
            }
        } finally {
            if (inflater != null) {
                inflater.end();
            }
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            int read = inflater == null ? copied(buffer, offset, length) : inflated(inflater, buffer, offset, length);
            if (read > 0) {
                size += read;
                crc.update(buffer, offset, read);
                budget.countBytes(read);
                budget.checkRatio(path, size, packed.count());
            } else if (packed.end().filter(sums -> sums.size() == size && sums.crc() == crc.getValue()).isEmpty()) {
                throw new ZipException("Its sums differ");
            }
            return read;
        } catch (ZipException e) {
            throw new ProblemException(ProblemCode.DAMAGED_FILE,
                    "'" + path + "' is damaged within the ZIP. Make the ZIP anew.", e);
        }
    }

    private int copied(byte[] buffer, int offset, int length) throws IOException {
        ByteBuffer ahead = packed.ahead();
        int read = Math.min(length, ahead.limit());
        ahead.get(buffer, offset, read);
        packed.pass(read);
        return read > 0 ? read : -1;
    }

    private int inflated(Inflater unpacker, byte[] buffer, int offset, int length) throws IOException {
        while (!unpacker.finished()) {
            ByteBuffer ahead = packed.ahead();
            unpacker.setInput(ahead);
            int read = unpacked(unpacker, buffer, offset, length);
            packed.pass(ahead.position());
            if (read > 0) {
                return read;
            }
            if (!unpacker.finished() && ahead.position() == 0) {
                throw new ZipException("It has no end");
            }
        }
        return -1;
    }

    private static int unpacked(Inflater unpacker, byte[] buffer, int offset, int length) throws ZipException {
        try {
            return unpacker.inflate(buffer, offset, length);
        } catch (DataFormatException e) {
            throw (ZipException) new ZipException("It cannot be unpacked").initCause(e);
        }
    }
}
