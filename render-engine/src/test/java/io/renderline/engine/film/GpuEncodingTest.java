package io.renderline.engine.film;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.renderline.core.failure.FailureCode;
import io.renderline.core.failure.TaskFailedException;
import io.renderline.core.media.VideoFormat;
import io.renderline.core.message.DeviceUsed;
import io.renderline.core.task.DevicePolicy;
import io.renderline.engine.testbed.DecodedFilm;
import io.renderline.engine.testbed.PaintedFrames;
import io.renderline.engine.testbed.PretendedNvenc;
import io.renderline.engine.testbed.TestEngines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Which encoder makes a film, on a machine whose NVENC works, does not, or is only listed. */
class GpuEncodingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final PaintedFrames PAINTED = PaintedFrames.of(3, 160, 160);

    private static final Path WORKING = PretendedNvenc.executable();

    @Test
    void anFfmpegThatListsNvencOnAMachineWithoutADriverHasNone() {
        // This is the real one, with what it says of itself.
        Ffmpeg ffmpeg = Ffmpeg.find(null, true).orElseThrow();

        assertThat(ffmpeg.gpu().working()).isEmpty();
        assertThat(ffmpeg.gpu().lacks().get(Codec.NVENC_H264)).containsAnyOf("Cannot load libcuda.so.1",
                "this FFmpeg has no h264_nvenc", "No capable devices", "OpenEncodeSessionEx");
    }

    @Test
    void whatWorksHasEncodedAPictureAndNamesItsCard() {
        FilmEncoder encoder = encoder(WORKING, DevicePolicy.AUTO);

        assertThat(encoder.gpuFormats()).containsExactly(VideoFormat.MP4);
        assertThat(Ffmpeg.find(WORKING, true).orElseThrow().gpu().working().get(Codec.NVENC_H264))
                .isEqualTo(new DeviceUsed("gpu", "NVENC", PretendedNvenc.CARD, null, "h264_nvenc"));
    }

    @ParameterizedTest
    @EnumSource(value = DevicePolicy.class, names = {"GPU", "AUTO"})
    void aFilmIsEncodedOnTheGpuThatWorks(DevicePolicy policy) throws Exception {
        Path target = target();
        FilmEncoder.Film film = encode(encoder(WORKING, DevicePolicy.AUTO), policy, target);

        assertThat(Objects.requireNonNull(film.device()).encoder()).isEqualTo("h264_nvenc");
        assertThat(Files.readString(WORKING.resolveSibling("asked"))).contains(target.toString());
        assertThat(DecodedFilm.of(Files.readAllBytes(target), "mp4").frames()).hasSize(3);
    }

    @Test
    void whatIsAskedOfTheProcessorNeverTouchesTheGpu() throws Exception {
        Path target = target();
        FilmEncoder.Film film = encode(encoder(WORKING, DevicePolicy.AUTO), DevicePolicy.CPU, target);

        assertThat(Objects.requireNonNull(film.device()).encoder()).isEqualTo("libx264");
        assertThat(film.device().type()).isEqualTo("cpu");
        assertThat(Files.readString(WORKING.resolveSibling("asked"))).doesNotContain(target.toString());
    }

    @Test
    void whereNvencDoesNotWorkOnlyAutoTakesTheProcessorAndSaysSo() throws Exception {
        FilmEncoder encoder = encoder(PretendedNvenc.withoutCapableCard(), DevicePolicy.AUTO);

        assertThat(Objects.requireNonNull(encode(encoder, DevicePolicy.AUTO, target()).device()).encoder())
                .isEqualTo("libx264");
        assertRefused(encoder, VideoFormat.MP4, DevicePolicy.GPU, "h264_nvenc does not work on this worker",
                "OpenEncodeSessionEx failed: unsupported device", "the frames are kept");
    }

    @Test
    void onThisMachineTheRealOneIsRefusedWithWhatItSays() {
        assertRefused(new FilmEncoder(Ffmpeg.find(null, true), DevicePolicy.AUTO), VideoFormat.MP4, DevicePolicy.GPU,
                "h264_nvenc does not work on this worker");
    }

    @Test
    void anEncoderThatTheFfmpegLacksIsNamed() {
        FilmEncoder encoder = encoder(PretendedNvenc.withoutCapableCard(), DevicePolicy.GPU);

        assertRefused(encoder, VideoFormat.WEBM, DevicePolicy.AUTO, "av1_nvenc does not work on this worker");
    }

    @Test
    void aWorkerThatMayUseNoGpuEncodesOnNoneThoughOneWorks() throws Exception {
        FilmEncoder encoder = new FilmEncoder(Ffmpeg.find(WORKING, true), DevicePolicy.CPU);

        assertRefused(encoder, VideoFormat.MP4, DevicePolicy.GPU, "RENDERLINE_WORKER_DEVICE is cpu");
        assertThat(Objects.requireNonNull(encode(encoder, DevicePolicy.AUTO, target()).device()).encoder())
                .isEqualTo("libx264");
    }

    @Test
    void formatsThatNoGpuEncodesAskForNone() {
        encoder(PretendedNvenc.withoutCapableCard(), DevicePolicy.GPU).requireWritable(VideoFormat.GIF,
                DevicePolicy.GPU);
    }

    @Test
    void aSizeThatNvencDoesNotTakeIsNamedAndLeftToTheProcessorByAuto() throws Exception {
        FilmEncoder encoder = encoder(WORKING, DevicePolicy.AUTO);
        PaintedFrames small = PaintedFrames.of(2, 64, 64);

        assertThat(Objects.requireNonNull(encode(encoder, small, DevicePolicy.AUTO, target()).device()).encoder())
                .isEqualTo("libx264");
        assertThatExceptionOfType(TaskFailedException.class)
                .isThrownBy(() -> encode(encoder, small, DevicePolicy.GPU, target()))
                .satisfies(refused -> {
                    assertThat(refused.failure().code()).isEqualTo(FailureCode.INVALID_PARAMETERS);
                    assertThat(refused.failure().message()).contains("64 x 64 px", "146 to 4096 px");
                });
    }

    private static FilmEncoder encoder(Path program, DevicePolicy worker) {
        Optional<Ffmpeg> ffmpeg = Ffmpeg.find(program, worker != DevicePolicy.CPU);
        return new FilmEncoder(ffmpeg, worker);
    }

    private static void assertRefused(FilmEncoder encoder, VideoFormat format, DevicePolicy policy, String... said) {
        assertThatExceptionOfType(TaskFailedException.class)
                .isThrownBy(() -> encoder.requireWritable(format, policy)).satisfies(refused -> {
                    assertThat(refused.failure().code()).isEqualTo(FailureCode.GPU_ENCODER_MISSING);
                    assertThat(List.of(said))
                            .allSatisfy(part -> assertThat(refused.failure().message()).contains(part));
                });
    }

    private static FilmEncoder.Film encode(FilmEncoder encoder, DevicePolicy policy, Path target) throws Exception {
        return encode(encoder, PAINTED, policy, target);
    }

    private static FilmEncoder.Film encode(FilmEncoder encoder, PaintedFrames painted, DevicePolicy policy, Path target)
            throws Exception {
        FrameSequence frames = FrameSequence.lay(painted.files(), TestEngines.shortFolder());
        return encoder.encode(frames, VideoFormat.MP4, policy, 24, target, PATIENCE, done -> {});
    }

    private static Path target() {
        return TestEngines.shortFolder().resolve("film.mp4");
    }
}
