package io.renderline.engine.film;

import java.time.Duration;
import java.util.List;

/** A program that waits for an FFmpeg which does not end. */
final class WaitingFfmpeg {
    private WaitingFfmpeg() {}

    public static void main(String[] command) throws Exception {
        FfmpegProcess.run(List.of(command), done -> {}, System.nanoTime() + Duration.ofMinutes(5).toNanos());
    }
}
