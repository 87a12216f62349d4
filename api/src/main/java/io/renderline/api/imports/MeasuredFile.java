package io.renderline.api.imports;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A file in a ZIP whose size is told before it. */
final class MeasuredFile implements PackedFile {
    private final PackedStream packed;
    private final FileSums sums;
    private long count;

    MeasuredFile(PackedStream packed, FileSums sums) {
        this.packed = packed;
        this.sums = sums;
    }

    @Override
    public ByteBuffer ahead() throws IOException {
        long left = sums.packedSize() < 0 ? Long.MAX_VALUE : sums.packedSize() - count;
        ByteBuffer ahead = packed.ahead(left > 0 ? 1 : 0);
        return ahead.limit((int) Math.min(left, ahead.limit()));
    }

    @Override
    public void pass(int length) {
        packed.pass(length);
        count += length;
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public Optional<FileSums> end() {
        return Optional.of(sums).filter(told -> told.packedSize() == count);
    }
}
