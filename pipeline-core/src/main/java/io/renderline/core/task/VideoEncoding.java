package io.renderline.core.task;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.renderline.core.media.VideoFormat;

/**
 * Parameters of {@link TaskType#ENCODE_VIDEO}; inputs {@link #frame}, shown in the order of their names; output
 * {@value #FILM}.
 *
 * @param format the file format of the film
 * @param fps frames shown each second, {@value #MIN_FPS} to {@value #MAX_FPS}
 * @param device {@link DevicePolicy#GPU}: an encoder on a GPU, or the task fails; {@link DevicePolicy#CPU}: never one. Part of
 *        the result's name, so that a film asked for with either is never one that the other made. Null: whichever works,
 *        and the result says which it was; so for formats that no GPU encodes, and never {@link DevicePolicy#AUTO}, so that
 *        a film has one spelling
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VideoEncoding(VideoFormat format, double fps, @Nullable DevicePolicy device) implements TaskParameters {
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
        device = device == DevicePolicy.AUTO || !format.hasGpuEncoder() ? null : device;
    }

    /** A film by whichever encoder works. */
    public VideoEncoding(VideoFormat format, double fps) {
        this(format, fps, null);
    }

    /** The same film by the encoders that {@code policy} allows. */
    public VideoEncoding on(DevicePolicy policy) {
        return new VideoEncoding(format, fps, policy);
    }

    /** Which encoders may make it. */
    public DevicePolicy policy() {
        return device == null ? DevicePolicy.AUTO : device;
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
