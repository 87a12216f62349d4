package io.renderline.api.imports;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A file in a ZIP whose size is told before it. */
final class MeasuredFile extends PackedFile {
    private final FileSums sums;

    MeasuredFile(PackedStream packed, FileSums sums) {
        super(packed);
        this.sums = sums;
    }

    @Override
    ByteBuffer ahead() throws IOException {
        long left = sums.packedSize() < 0 ? Long.MAX_VALUE : sums.packedSize() - count();
        ByteBuffer ahead = packed.ahead(left > 0 ? 1 : 0);
        return ahead.limit((int) Math.min(left, ahead.limit()));
    }

    @Override
    Optional<FileSums> end() {
        return Optional.of(sums).filter(told -> told.packedSize() == count());
    }
}
