package io.renderline.engine.film;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleConsumer;

import org.jspecify.annotations.Nullable;

import io.renderline.core.failure.FailureCode;
import io.renderline.core.failure.TaskFailedException;
import io.renderline.core.media.VideoFormat;
import io.renderline.core.message.DeviceUsed;
import io.renderline.core.task.DevicePolicy;

/** Makes films of frames, with the FFmpeg of this machine where it has one. */
public final class FilmEncoder {
    private final Optional<Ffmpeg> ffmpeg;
    private final EncoderChoice choice;

    /** @param policy which encoders this worker may use; a film can narrow it, never widen it */
    public FilmEncoder(Optional<Ffmpeg> ffmpeg, DevicePolicy policy) {
        this.ffmpeg = ffmpeg;
        this.choice = new EncoderChoice(policy);
    }

    /**
     * A film that was written.
     *
     * @param width px
     * @param height px
     * @param device what has encoded it; null: nothing was encoded
     * @param process the operating system's id of the process that has written it
     * @param notes what is otherwise than was asked for
     */
    public record Film(int width, int height, @Nullable DeviceUsed device, long process, List<String> notes) {}

    /** What can be written here. */
    public Set<VideoFormat> formats() {
        Set<VideoFormat> formats = EnumSet.of(VideoFormat.ZIP);
        ffmpeg.ifPresent(found -> formats.addAll(found.codecs().keySet()));
        return formats;
    }

    /** What can be written here by an encoder on a GPU. */
    public Set<VideoFormat> gpuFormats() {
        Set<VideoFormat> formats = EnumSet.noneOf(VideoFormat.class);
        ffmpeg.ifPresent(found -> found.gpu().working().keySet().forEach(codec -> formats.add(codec.format())));
        return formats;
    }

    /**
     * Refuses at once what cannot be written here.
     *
     * @throws TaskFailedException {@code ENCODER_MISSING}; {@code GPU_ENCODER_MISSING} when it must be an encoder of a GPU
     */
    public void requireWritable(VideoFormat format, DevicePolicy policy) {
        Optional<String> lack = lack(format);
        if (lack.isPresent()) {
            throw new TaskFailedException(FailureCode.ENCODER_MISSING, lack.get()
                    + ". Install Debian's package ffmpeg on its"
                    + " machine or set RENDERLINE_FFMPEG, then retry the job: the frames are kept. Or ask for zip.");
        }
        ffmpeg.ifPresent(found -> choice.requireThere(found, format, policy));
    }

    private Optional<String> lack(VideoFormat format) {
        if (!format.isEncoded()) {
            return Optional.empty();
        }
        if (ffmpeg.isEmpty()) {
            return Optional.of("This worker has no FFmpeg");
        }
        if (!ffmpeg.get().isThere()) {
            return Optional.of("This worker's FFmpeg, " + ffmpeg.get().program() + ", is not there any more");
        }
        return formats().contains(format)
                ? Optional.empty()
                : Optional.of("This worker's FFmpeg cannot write " + format.label());
    }

    /**
     * Encodes a film. To be called on a platform thread that lives as long as this takes.
     *
     * @param format any that is encoded
     * @param policy which encoders may make it
     * @param progress told the fraction done, 0 to 1
     * @throws TaskFailedException when it cannot be encoded
     * @throws InterruptedException when this thread was interrupted; FFmpeg is killed
     */
    public Film encode(FrameSequence frames, VideoFormat format, DevicePolicy policy, double fps, Path target,
            Duration timeout, DoubleConsumer progress) throws IOException, InterruptedException {
        requireWritable(format, policy);
        Ffmpeg found = ffmpeg.orElseThrow();
        int width = format.needsEvenSides() ? frames.width() / 2 * 2 : frames.width();
        int height = format.needsEvenSides() ? frames.height() / 2 * 2 : frames.height();
        EncoderChoice.Chosen chosen = choice.of(found, format, policy, width, height);
        Codec codec = chosen.codec();
        FilmCommand commands = new FilmCommand(found, frames, fps);
        long deadline = System.nanoTime() + timeout.toNanos();
        long process;
        if (codec == Codec.GIF) {
            Path palette = frames.folder().resolve("palette.png");
            FfmpegProcess.run(commands.palette(palette), done -> {}, deadline);
            process = FfmpegProcess.run(commands.inPalette(codec, palette, target),
                    done -> progress.accept((double) done / frames.count()), deadline);
        } else {
            process = FfmpegProcess.run(commands.film(codec, width, height, target),
                    done -> progress.accept((double) done / frames.count()), deadline);
        }
        return new Film(width, height, chosen.device(), process, notes(frames, format, width, height));
    }

    private static List<String> notes(FrameSequence frames, VideoFormat format, int width, int height) {
        return width == frames.width() && height == frames.height()
                ? List.of()
                : List.of("The film has " + width + " x " + height + " px instead of " + frames.width() + " x "
                        + frames.height() + " px: both sides of " + format.label() + " are even.");
    }
}
