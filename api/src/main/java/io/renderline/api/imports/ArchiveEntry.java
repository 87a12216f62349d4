package io.renderline.api.imports;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;
import io.renderline.core.BulkStream;

/** The bytes of one file in a ZIP. Closing it leaves the ZIP open. */
final class ArchiveEntry extends BulkStream {
    private final ZipInputStream zip;
    private final PackedStream packed;
    private final UnpackBudget budget;
    private final String path;
    private final long packedBefore;
    private long unpacked;
    private boolean damaged;

    ArchiveEntry(ZipInputStream zip, PackedStream packed, UnpackBudget budget, String path) {
        this.zip = zip;
        this.packed = packed;
        this.budget = budget;
        this.path = path;
        this.packedBefore = packed.count();
    }

    /** Whether the ZIP cannot be read any further. */
    boolean isDamaged() {
        return damaged;
    }

    /** Reads what nobody wanted to read, within the limits: the ZIP itself would skip it without any. */
    void drain() {
        try {
            if (!damaged) {
                transferTo(OutputStream.nullOutputStream());
            }
        } catch (ProblemException e) {
            if (!damaged) {
                throw e;
            }
        } catch (IOException e) {
            damaged = true;
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int read = zip.read(buffer, offset, length);
            if (read > 0) {
                unpacked += read;
                budget.countBytes(read);
                budget.checkRatio(path, unpacked, packed.count() - packedBefore);
            }
            return read;
        } catch (ZipException | EOFException e) {
            damaged = true;
            throw new ProblemException(ProblemCode.DAMAGED_FILE,
                    "'" + path + "' is damaged within the ZIP. Make the ZIP anew.", e);
        }
    }
}
