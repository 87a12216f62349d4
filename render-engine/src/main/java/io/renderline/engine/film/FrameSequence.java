package io.renderline.engine.film;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import io.renderline.core.failure.FailureCode;
import io.renderline.core.failure.TaskFailedException;

/**
 * The frames of a film as files that are numbered from 1 without a gap, as FFmpeg reads them.
 *
 * @param folder where they lie
 * @param count how many there are
 * @param width px, the same for all
 * @param height px, the same for all
 */
public record FrameSequence(Path folder, int count, int width, int height) {
    /** Pattern of the files' names. */
    static final String PATTERN = "%06d.png";
    /** The PNG signature, and the length and name of the first chunk, which is always the header; after RFC 2083. */
    private static final int HEADER_OFFSET = 16;

    /**
     * Lays the frames into {@code folder}, an empty one, by links.
     *
     * @param frames PNG files, at least one
     * @throws TaskFailedException {@code INVALID_PARAMETERS} when they are not all of one size
     */
    public static FrameSequence lay(List<Path> frames, Path folder) throws IOException {
        Size size = Size.of(frames.getFirst());
        for (int i = 0; i < frames.size(); i++) {
            Path frame = frames.get(i);
            Size other = Size.of(frame);
            if (!other.equals(size)) {
                throw new TaskFailedException(FailureCode.INVALID_PARAMETERS, "Frame " + (i + 1) + " of the film has "
                        + other + " px, where the first one has " + size + " px. A film has one size.");
            }
            Files.createSymbolicLink(folder.resolve(String.format(Locale.ROOT, PATTERN, i + 1)),
                    frame.toAbsolutePath());
        }
        return new FrameSequence(folder, frames.size(), size.width(), size.height());
    }

    private record Size(int width, int height) {
        static Size of(Path png) throws IOException {
            try (DataInputStream in = new DataInputStream(Files.newInputStream(png))) {
                in.skipNBytes(HEADER_OFFSET);
                return new Size(in.readInt(), in.readInt());
            }
        }

        @Override
        public String toString() {
            return width + " x " + height;
        }
    }
}
