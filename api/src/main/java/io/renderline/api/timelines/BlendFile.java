package io.renderline.api.timelines;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.jspecify.annotations.Nullable;

import com.github.luben.zstd.ZstdInputStream;

import io.renderline.api.formats.PackedName;

/** Unpacks a Blender file as far as its timeline is to be found: plain, in gzip, in Zstandard, or one of these in a ZIP. */
final class BlendFile {
    private static final int GZIP = 0x1f;
    private static final int ZSTD = 0x28;
    private static final String ENDING = ".blend";

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
            return zipped ? highest(source) : plain(source);
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

    private static Timeline plain(InputStream in) throws IOException, UnreadableTimelineException {
        return BlendBlocks.timeline(unpacked(new BufferedInputStream(in)));
    }

    /** Of the file that lies highest, wherever in the ZIP it comes. */
    private static Timeline highest(InputStream in) throws IOException, UnreadableTimelineException {
        // Whatever names it holds that are not marked as UTF-8: their endings and folders are in ASCII
        ZipInputStream zip = new ZipInputStream(in, StandardCharsets.ISO_8859_1);
        Entry best = null;
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            OptionalInt depth = PackedName.depth(entry.getName(), ENDING);
            if (depth.isPresent() && (best == null || depth.getAsInt() < best.depth())) {
                best = Entry.read(depth.getAsInt(), zip);
                if (best.depth() == 0) {
                    break;
                }
            }
        }
        if (best == null) {
            throw new UnreadableTimelineException("the ZIP holds no .blend");
        }
        return best.timeline();
    }

    /** A file of a ZIP; one that cannot be read may be passed over for a higher one. */
    private record Entry(int depth, @Nullable Timeline read, @Nullable UnreadableTimelineException fault) {
        static Entry read(int depth, InputStream in) throws IOException {
            try {
                return new Entry(depth, plain(in), null);
            } catch (EOFException e) {
                return new Entry(depth, null, new UnreadableTimelineException("it ends too soon"));
            } catch (UnreadableTimelineException e) {
                return new Entry(depth, null, e);
            }
        }

        Timeline timeline() throws UnreadableTimelineException {
            if (read == null) {
                throw Objects.requireNonNull(fault);
            }
            return read;
        }
    }
}
