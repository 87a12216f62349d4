package io.renderline.api.timelines;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import com.github.luben.zstd.ZstdInputStream;

/** Unpacks a Blender file as far as its timeline is to be found: plain, in gzip, in Zstandard, or one of these in a ZIP. */
final class BlendFile {
    private static final int GZIP = 0x1f;
    private static final int ZSTD = 0x28;
    private static final String ENDING = ".blend";
    private static final String FOREIGN = "__MACOSX/";

    private BlendFile() {}

    /**
     * Reads the timeline. Nothing is kept of the file but its scenes' settings.
     *
     * @throws UnreadableTimelineException when it is damaged, or unpacked too large to be looked through in a request
     * @throws UncheckedIOException when {@code in} cannot be read
     */
    static Timeline timeline(InputStream in, boolean zipped) throws UnreadableTimelineException {
        try {
            InputStream source = new Source(in);
            return BlendBlocks.timeline(unpacked(new BufferedInputStream(zipped ? entry(source) : source)));
        } catch (EOFException e) {
            throw new UnreadableTimelineException("it ends too soon");
        } catch (IOException e) {
            throw new UnreadableTimelineException("it cannot be unpacked: " + e.getMessage());
        }
    }

    /** Tells faults of the source from those of what is unpacked. */
    private static final class Source extends FilterInputStream {
        Source(InputStream in) {
            super(in);
        }

        @Override
        public int read() {
            return unchecked(in::read);
        }

        @Override
        public int read(byte[] bytes, int start, int length) {
            return unchecked(() -> in.read(bytes, start, length));
        }

        @Override
        public long skip(long count) {
            return unchecked(() -> in.skip(count));
        }

        private static <T> T unchecked(Reading<T> reading) {
            try {
                return reading.read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private interface Reading<T> {
            T read() throws IOException;
        }
    }

    private static InputStream unpacked(BufferedInputStream in) throws IOException {
        in.mark(1);
        int first = in.read();
        in.reset();
        return switch (first) {
            case GZIP -> new GZIPInputStream(in);
            case ZSTD -> new ZstdInputStream(in);
            default -> in;
        };
    }

    private static InputStream entry(InputStream in) throws IOException, UnreadableTimelineException {
        ZipInputStream zip = new ZipInputStream(in);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            String name = entry.getName();
            if (name.toLowerCase(Locale.ROOT).endsWith(ENDING) && !name.startsWith(FOREIGN)) {
                return zip;
            }
        }
        throw new UnreadableTimelineException("the ZIP holds no .blend");
    }
}
