package io.renderline.api.outputs;

import java.util.Optional;
import java.util.stream.IntStream;

import io.renderline.core.task.VideoEncoding;

/**
 * Which frames of a timeline make a film.
 *
 * @param start the first frame
 * @param end the last one, unless steps pass it over
 * @param skip from one frame to the next
 */
public record FrameRange(int start, int end, int skip) {
    /** What is wrong with its end, to go on after "is 5"; empty when nothing is. */
    public Optional<String> fault() {
        if (end < start) {
            return Optional.of(", before startFrame, which is " + start);
        }
        long frames = ((long) end - start) / skip + 1;
        return frames <= VideoEncoding.MAX_FRAMES
                ? Optional.empty()
                : Optional.of(", which makes " + frames + " frames; one job takes at most " + VideoEncoding.MAX_FRAMES);
    }

    /** The numbers of its frames, in order. */
    public IntStream numbers() {
        return IntStream.iterate(start, number -> number <= end, number -> number + skip);
    }
}
