package io.renderline.engine.film;

import java.util.Map;
import java.util.Optional;

import io.renderline.core.failure.FailureCode;
import io.renderline.core.failure.TaskFailedException;
import io.renderline.core.media.VideoFormat;
import io.renderline.core.message.DeviceUsed;
import io.renderline.core.task.DevicePolicy;

/**
 * Which encoder makes a film. Only where either may is an encoder of the processor taken for want of one on a GPU, and the
 * result says so.
 *
 * @param worker which encoders this worker may use
 */
record EncoderChoice(DevicePolicy worker) {
    private static final String PROCESSOR = "the processor";

    /** An encoder, and what it runs on. */
    record Chosen(Codec codec, DeviceUsed device) {}

    /**
     * Refuses what must be encoded on a GPU where none does.
     *
     * @throws TaskFailedException {@code GPU_ENCODER_MISSING}
     */
    void requireThere(Ffmpeg ffmpeg, VideoFormat format, DevicePolicy film) {
        if (mustBeGpu(format, film) && gpu(ffmpeg, format).isEmpty()) {
            throw new TaskFailedException(FailureCode.GPU_ENCODER_MISSING, "The film is to be encoded on a GPU, and "
                    + lack(ffmpeg, format) + ". Check the driver (in containers: NVIDIA_DRIVER_CAPABILITIES with video)"
                    + " and the card, since some have no NVENC, start the worker again and retry the job: the frames are"
                    + " kept. Or allow the device auto or cpu.");
        }
    }

    private String lack(Ffmpeg ffmpeg, VideoFormat format) {
        if (worker == DevicePolicy.CPU) {
            return "this worker may use none (RENDERLINE_WORKER_DEVICE is cpu)";
        }
        return ffmpeg.gpu().lacks().entrySet().stream().filter(lack -> lack.getKey().format() == format)
                .map(lack -> lack.getKey().encoder() + " does not work on this worker: " + lack.getValue()).findFirst()
                .orElse("this worker has no encoder on a GPU for " + format.label());
    }

    /**
     * The encoder for a film of this size.
     *
     * @throws TaskFailedException {@code INVALID_PARAMETERS} when none that may make it takes the size
     */
    Chosen of(Ffmpeg ffmpeg, VideoFormat format, DevicePolicy film, int width, int height) {
        requireThere(ffmpeg, format, film);
        Optional<Chosen> onGpu = film == DevicePolicy.CPU
                ? Optional.empty()
                : gpu(ffmpeg, format).filter(chosen -> chosen.codec().takes(width, height));
        if (mustBeGpu(format, film)) {
            return onGpu.orElseThrow(() -> ofSize(width, height, "the sides that its encoder on a GPU takes are "
                    + gpu(ffmpeg, format).map(chosen -> chosen.codec().sizes()).orElse("none")
                    + ". Ask for frames of another size, or allow the device auto or cpu."));
        }
        return onGpu.or(() -> ffmpeg.codec(format, width, height).map(EncoderChoice::onProcessor))
                .orElseThrow(() -> ofSize(width, height, "that is too small for " + format.label()
                        + ". Ask for larger frames, or for zip."));
    }

    private static TaskFailedException ofSize(int width, int height, String sentence) {
        return new TaskFailedException(FailureCode.INVALID_PARAMETERS,
                "The film would have " + width + " x " + height + " px, and " + sentence);
    }

    /** What is not encoded by any GPU is not asked of one: nothing is fallen back from. */
    private boolean mustBeGpu(VideoFormat format, DevicePolicy film) {
        return format.hasGpuEncoder() && (film == DevicePolicy.AUTO ? worker : film) == DevicePolicy.GPU;
    }

    /** Empty also where this worker may use none. */
    private Optional<Chosen> gpu(Ffmpeg ffmpeg, VideoFormat format) {
        if (worker == DevicePolicy.CPU) {
            return Optional.empty();
        }
        return ffmpeg.gpu().working().entrySet().stream().filter(working -> working.getKey().format() == format)
                .map((Map.Entry<Codec, DeviceUsed> working) -> new Chosen(working.getKey(), working.getValue()))
                .findFirst();
    }

    private static Chosen onProcessor(Codec codec) {
        return new Chosen(codec, new DeviceUsed("cpu", "CPU", PROCESSOR, null, codec.encoder()));
    }
}
