package io.renderline.api.media;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

import io.renderline.api.formats.RecognisedFile;
import io.renderline.core.media.SourceFormat;

/**
 * Passes a file's bytes on, and looks at its end before whoever reads learns that it has ended: a damaged file breaks the
 * read, so that a blob store never publishes it.
 */
final class CheckedStream extends FilterInputStream {
    private final RecognisedFile recognised;
    private final byte[] ring;
    private long size;
    private boolean checked;
    private SourceFormat format;

    /** The file that begins with {@code head} and goes on with {@code rest}. */
    CheckedStream(byte[] head, InputStream rest, RecognisedFile recognised) {
        super(new SequenceInputStream(new ByteArrayInputStream(head), rest));
        this.recognised = recognised;
        this.format = recognised.format();
        this.ring = new byte[recognised.tailBytes()];
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        if (read > 0) {
            keep(buffer, offset, read);
        } else if (read < 0 && !checked) {
            checked = true;
            format = recognised.end().format(format, size, tail());
        }
        return read;
    }

    /** What the file is, when all of it has passed by. */
    SourceFormat format() {
        return format;
    }

    /** The byte at position p of the file stands at p modulo the ring's length. */
    private void keep(byte[] buffer, int offset, int length) {
        int kept = Math.min(length, ring.length);
        long position = size + length - kept;
        int from = offset + length - kept;
        while (kept > 0) {
            int at = (int) (position % ring.length);
            int part = Math.min(kept, ring.length - at);
            System.arraycopy(buffer, from, ring, at, part);
            position += part;
            from += part;
            kept -= part;
        }
        size += length;
    }

    private byte[] tail() {
        int length = (int) Math.min(size, ring.length);
        byte[] tail = new byte[length];
        for (int i = 0; i < length; i++) {
            tail[i] = ring[(int) ((size - length + i) % ring.length)];
        }
        return tail;
    }
}
