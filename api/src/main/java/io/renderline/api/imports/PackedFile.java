package io.renderline.api.imports;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** One file in a ZIP as it is packed: its bytes, and where they end. */
abstract sealed class PackedFile permits DescribedFile, MeasuredFile {
    final PackedStream packed;
    private long count;

    PackedFile(PackedStream packed) {
        this.packed = packed;
    }

    /** The one that this header stands before. */
    static PackedFile of(LocalHeader header, PackedStream packed) {
        return header.hasDescriptor() ? new DescribedFile(packed) : new MeasuredFile(packed, header.sums());
    }

    /** What comes next of it: at least one byte, or none at its end. They stay until they are {@link #pass}ed. */
    abstract ByteBuffer ahead() throws IOException;

    /** Goes on behind as many bytes, which must lie ahead. */
    final void pass(int length) {
        packed.pass(length);
        count += length;
    }

    /** How many bytes of it were passed. */
    final long count() {
        return count;
    }

    /** What the ZIP tells of it, where the file ends at what was passed. */
    abstract Optional<FileSums> end() throws IOException;

    /**
     * Passes what is left of it.
     *
     * @return false where its end cannot be told; then there is nothing left of the ZIP
     */
    final boolean passRest() throws IOException {
        for (int length = ahead().limit(); length > 0; length = ahead().limit()) {
            pass(length);
        }
        return end().isPresent();
    }
}
