package io.renderline.engine.film;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.renderline.core.failure.FailureCode;
import io.renderline.core.failure.TaskFailedException;
import io.renderline.core.media.VideoFormat;
import io.renderline.core.message.DeviceUsed;
import io.renderline.core.task.DevicePolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What a worker and a film may use, and which encoder that leads to. */
class EncoderChoiceTest {
    private static final DeviceUsed CARD = new DeviceUsed("gpu", "NVENC", "a card", null, "h264_nvenc");
    private static final Ffmpeg WITH_GPU = ffmpeg(new GpuEncoding(Map.of(Codec.NVENC_H264, CARD),
            Map.of(Codec.NVENC_AV1, "this FFmpeg has no av1_nvenc")));
    private static final Ffmpeg WITHOUT = ffmpeg(
            new GpuEncoding(Map.of(), Map.of(Codec.NVENC_H264, "No capable devices found")));

    @ParameterizedTest
    @CsvSource({"AUTO, AUTO, NVENC_H264", "AUTO, GPU, NVENC_H264", "AUTO, CPU, X264", "GPU, AUTO, NVENC_H264",
            "GPU, GPU, NVENC_H264", "GPU, CPU, X264", "CPU, AUTO, X264", "CPU, CPU, X264"})
    void whereAGpuEncodes(DevicePolicy worker, DevicePolicy film, Codec codec) {
        assertThat(new EncoderChoice(worker).of(WITH_GPU, VideoFormat.MP4, film, 256, 256).codec()).isEqualTo(codec);
    }

    @ParameterizedTest
    @CsvSource({"AUTO, AUTO", "AUTO, CPU", "GPU, CPU", "CPU, AUTO", "CPU, CPU"})
    void whereNoneDoesTheProcessorIsTakenAndNamed(DevicePolicy worker, DevicePolicy film) {
        EncoderChoice.Chosen chosen = new EncoderChoice(worker).of(WITHOUT, VideoFormat.MP4, film, 256, 256);

        assertThat(chosen.codec()).isEqualTo(Codec.X264);
        assertThat(chosen.device().type()).isEqualTo("cpu");
        assertThat(chosen.device().encoder()).isEqualTo("libx264");
    }

    @ParameterizedTest
    @CsvSource({"AUTO, GPU, No capable devices found", "GPU, AUTO, No capable devices found",
            "GPU, GPU, No capable devices found", "CPU, GPU, this worker may use none"})
    void whereOneMustThereIsNoOther(DevicePolicy worker, DevicePolicy film, String reason) {
        EncoderChoice choice = new EncoderChoice(worker);

        assertThatExceptionOfType(TaskFailedException.class)
                .isThrownBy(() -> choice.of(WITHOUT, VideoFormat.MP4, film, 256, 256))
                .satisfies(refused -> {
                    assertThat(refused.failure().code()).isEqualTo(FailureCode.GPU_ENCODER_MISSING);
                    assertThat(refused.failure().message()).contains(reason);
                });
    }

    @Test
    void aWorkerThatMayUseNoGpuRefusesWhatMustBeEncodedOnOneThoughOneWorks() {
        assertThatExceptionOfType(TaskFailedException.class)
                .isThrownBy(() -> new EncoderChoice(DevicePolicy.CPU).requireThere(WITH_GPU, VideoFormat.MP4,
                        DevicePolicy.GPU))
                .satisfies(refused -> assertThat(refused.failure().code()).isEqualTo(FailureCode.GPU_ENCODER_MISSING));
    }

    @Test
    void whatTheGpuDoesNotTakeGoesToTheProcessorOrIsRefusedWithTheSizesThatItTakes() {
        EncoderChoice choice = new EncoderChoice(DevicePolicy.AUTO);

        assertThat(choice.of(WITH_GPU, VideoFormat.MP4, DevicePolicy.AUTO, 145, 256).codec()).isEqualTo(Codec.X264);
        assertThatExceptionOfType(TaskFailedException.class)
                .isThrownBy(() -> choice.of(WITH_GPU, VideoFormat.MP4, DevicePolicy.GPU, 256, 4097))
                .satisfies(refused -> {
                    assertThat(refused.failure().code()).isEqualTo(FailureCode.INVALID_PARAMETERS);
                    assertThat(refused.failure().message()).contains("256 x 4097 px", "146 to 4096 px");
                });
    }

    @Test
    void whatNoEncoderTakesIsRefused() {
        assertThatExceptionOfType(TaskFailedException.class)
                .isThrownBy(() -> new EncoderChoice(DevicePolicy.CPU).of(WITH_GPU, VideoFormat.MP4, DevicePolicy.AUTO,
                        8, 8))
                .satisfies(refused -> {
                    assertThat(refused.failure().code()).isEqualTo(FailureCode.INVALID_PARAMETERS);
                    assertThat(refused.failure().message()).contains("8 x 8 px", "too small for mp4");
                });
    }

    private static Ffmpeg ffmpeg(GpuEncoding gpu) {
        return new Ffmpeg(Path.of("ffmpeg"), Map.of(VideoFormat.MP4, List.of(Codec.X264)), gpu);
    }
}
