package io.renderline.engine.consume;

import java.util.Arrays;

import io.renderline.core.BulkStream;

/** So many bytes of 0. */
final class Zeros extends BulkStream {
    private long left;

    Zeros(long bytes) {
        this.left = bytes;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (left == 0) {
            return -1;
        }
        int count = (int) Math.min(length, left);
        Arrays.fill(into, offset, offset + count, (byte) 0);
        left -= count;
        return count;
    }
}
