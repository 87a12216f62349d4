package io.renderline.api.imports;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Counts the bytes that are read of a stream. */
final class CountedStream extends FilterInputStream {
    private final LongConsumer counter;

    /** Tells {@code counter} how many bytes each read has given. */
    CountedStream(InputStream in, LongConsumer counter) {
        super(in);
        this.counter = counter;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        counter.accept(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        counter.accept(Math.max(0, read));
        return read;
    }
}
