package io.renderline.core.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Bytes on the local disk that have no name yet. The file is removed from its folder as soon as it is open, so that nothing
 * is left of it however this process ends.
 */
final class SpoolFile implements AutoCloseable {
    private final FileChannel channel;

    private SpoolFile(FileChannel channel) {
        this.channel = channel;
    }

    static SpoolFile create(Path folder) throws IOException {
        Path file = folder.resolve("renderline-spool-" + UUID.randomUUID());
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        Files.delete(file);
        return new SpoolFile(channel);
    }

    OutputStream output() {
        return Channels.newOutputStream(channel);
    }

    /** All that was written, from its beginning. Closing it does not close the file. */
    InputStream newInput() {
        return new InputStream() {
            private long position;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int read = channel.read(ByteBuffer.wrap(buffer, offset, length), position);
                position += Math.max(0, read);
                return read;
            }
        };
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("A spool file could not be closed", e);
        }
    }
}
