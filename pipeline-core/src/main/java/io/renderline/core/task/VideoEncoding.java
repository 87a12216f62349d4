package io.renderline.core.task;

import java.util.Locale;

import io.renderline.core.media.VideoFormat;

/**
 * Parameters of {@link TaskType#ENCODE_VIDEO}; inputs {@link #frame}, shown in the order of their names; output
 * {@value #FILM}.
 *
 * @param format the file format of the film
 * @param fps frames shown each second, {@value #MIN_FPS} to {@value #MAX_FPS}
 */
public record VideoEncoding(VideoFormat format, double fps) implements TaskParameters {
    /** The output: the film, or a ZIP of its frames. */
    public static final String FILM = "film";
    public static final double MIN_FPS = 0.1;
    public static final double MAX_FPS = 120;
    /** The most frames of one film. */
    public static final int MAX_FRAMES = 10_000;
    /** The highest number that a frame may have. */
    public static final int MAX_NUMBER = 999_999;

    public VideoEncoding {
        Ranges.require("fps", fps, MIN_FPS, MAX_FPS);
    }

    /** The input that is the picture number {@code number}. */
    public static String frame(int number) {
        Ranges.require("frame", number, 0, MAX_NUMBER);
        return String.format(Locale.ROOT, "frame-%06d", number);
    }

    @Override
    public TaskType type() {
        return TaskType.ENCODE_VIDEO;
    }
}
