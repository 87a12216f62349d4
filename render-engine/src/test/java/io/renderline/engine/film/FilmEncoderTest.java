package io.renderline.engine.film;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.renderline.core.failure.FailureCode;
import io.renderline.core.failure.TaskFailedException;
import io.renderline.core.media.VideoFormat;
import io.renderline.core.task.DevicePolicy;
import io.renderline.engine.testbed.DecodedFilm;
import io.renderline.engine.testbed.EngineProcesses;
import io.renderline.engine.testbed.PaintedFrames;
import io.renderline.engine.testbed.TestEngines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class FilmEncoderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final PaintedFrames PAINTED = PaintedFrames.of(6, 64, 64);

    private final FilmEncoder encoder = new FilmEncoder(Ffmpeg.find(null, false), DevicePolicy.AUTO);

    @ParameterizedTest
    @EnumSource(value = VideoFormat.class, names = {"MP4", "WEBM", "GIF"})
    void aFilmHasTheLengthTheFramesAndTheColours(VideoFormat format) throws Exception {
        DecodedFilm film = DecodedFilm.of(encode(PAINTED, format, 24), format.label());

        assertThat(film.frames()).hasSize(6);
        assertThat(film.seconds()).isEqualTo(6 / 24.0);
        for (int i = 0; i < 6; i++) {
            assertThat(DecodedFilm.difference(film.frames().get(i), PAINTED.images().get(i)))
                    .as("frame %d of %s", i, format).isLessThan(4);
        }
    }

    @ParameterizedTest
    @EnumSource(value = VideoFormat.class, names = {"MP4", "WEBM"})
    void playersAreToldWhichColoursTheseAre(VideoFormat format) throws Exception {
        DecodedFilm film = DecodedFilm.of(encode(PAINTED, format, 24), format.label());

        assertThat(List.of(film.fact("pix_fmt"), film.fact("color_space"), film.fact("color_transfer"),
                film.fact("color_primaries"), film.fact("color_range")))
                .containsExactly("yuv420p", "bt709", "bt709", "bt709", "tv");
    }

    @ParameterizedTest
    @EnumSource(value = VideoFormat.class, mode = EnumSource.Mode.EXCLUDE, names = "ZIP")
    void theSameFramesAreTheSameBytes(VideoFormat format) throws Exception {
        assertThat(encode(PAINTED, format, 12.5)).isEqualTo(encode(PAINTED, format, 12.5));
    }

    @ParameterizedTest
    @CsvSource({"23.976022856742713,24000/1001", "29.97,30000/1001", "59.94,60000/1001", "1,1/1", "12.5,25/2"})
    void broadcastersFindTheirPace(double fps, String fraction) throws Exception {
        DecodedFilm film = DecodedFilm.of(encode(PaintedFrames.of(2, 32, 32), VideoFormat.MP4, fps), "mp4");

        assertThat(film.fact("r_frame_rate")).isEqualTo(fraction);
    }

    @Test
    void anMp4CanBePlayedBeforeItIsWhole() throws Exception {
        String bytes = new String(encode(PAINTED, VideoFormat.MP4, 24), StandardCharsets.ISO_8859_1);

        assertThat(bytes.indexOf("moov")).isPositive().isLessThan(bytes.indexOf("mdat"));
    }

    @Test
    void anAnimatedWebpHasAllFramesAndGoesOnForEver() throws Exception {
        String bytes = new String(encode(PAINTED, VideoFormat.WEBP, 20), StandardCharsets.ISO_8859_1);

        assertThat(bytes.split("ANMF", -1)).hasSize(7);
        // ANIM: size (4 bytes), background (4), and how often it is shown (2): 0 is for ever
        assertThat(bytes.substring(bytes.indexOf("ANIM") + 12, bytes.indexOf("ANIM") + 14)).isEqualTo("\0\0");
        // ANMF: size (4), place and extent (12), then how long it is shown, ms (3)
        assertThat((int) bytes.charAt(bytes.indexOf("ANMF") + 20)).isEqualTo(50);
    }

    @Test
    void oddSidesAreRoundedAndThatIsSaid() throws Exception {
        PaintedFrames odd = PaintedFrames.of(2, 65, 67);

        List<String> notes = new ArrayList<>();
        DecodedFilm film = DecodedFilm.of(encode(odd, VideoFormat.MP4, 24, notes), "mp4");

        assertThat(List.of(film.fact("width"), film.fact("height"))).containsExactly("64", "66");
        assertThat(notes).singleElement().asString().contains("64 x 66 px instead of 65 x 67 px");
        assertThat(DecodedFilm.difference(film.frames().getFirst(), odd.images().getFirst())).isLessThan(4);
    }

    @Test
    void whatTheFastEncoderRefusesIsEncodedByTheOther() throws Exception {
        DecodedFilm film = DecodedFilm.of(encode(PaintedFrames.of(3, 48, 32), VideoFormat.WEBM, 24), "webm");

        assertThat(film.frames()).hasSize(3);
        assertThat(film.fact("codec_name")).isEqualTo("av1");
    }

    @Test
    void progressIsTold() throws Exception {
        List<Double> steps = new CopyOnWriteArrayList<>();
        FrameSequence frames = FrameSequence.lay(PAINTED.files(), TestEngines.shortFolder());
        encoder.encode(frames, VideoFormat.MP4, DevicePolicy.AUTO, 24, target(VideoFormat.MP4), PATIENCE, steps::add);

        assertThat(steps).isNotEmpty().endsWith(1.0);
    }

    @Test
    void withoutFfmpegThereAreOnlyZips() {
        FilmEncoder without = new FilmEncoder(Optional.empty(), DevicePolicy.AUTO);

        assertThat(without.formats()).containsExactly(VideoFormat.ZIP);
        assertThatThrownBy(() -> without.requireWritable(VideoFormat.MP4, DevicePolicy.AUTO)).isInstanceOfSatisfying(
                TaskFailedException.class, e -> {
                    assertThat(e.failure().code()).isEqualTo(FailureCode.ENCODER_MISSING);
                    assertThat(e.failure().message()).contains("no FFmpeg", "RENDERLINE_FFMPEG");
                });
    }

    @Test
    void anFfmpegThatIsTakenAwayMeanwhileIsMissed() throws IOException {
        Path program = Files.createSymbolicLink(TestEngines.shortFolder().resolve("ffmpeg"),
                Ffmpeg.onPath("ffmpeg").orElseThrow());
        FilmEncoder loser = new FilmEncoder(Ffmpeg.find(program, false), DevicePolicy.AUTO);
        loser.requireWritable(VideoFormat.MP4, DevicePolicy.AUTO);

        Files.delete(program);

        loser.requireWritable(VideoFormat.ZIP, DevicePolicy.AUTO);
        FrameSequence frames = FrameSequence.lay(PAINTED.files(), TestEngines.shortFolder());
        assertThatThrownBy(() -> loser.encode(frames, VideoFormat.MP4, DevicePolicy.AUTO, 24, target(VideoFormat.MP4),
                PATIENCE, done -> {})).isInstanceOfSatisfying(TaskFailedException.class, e -> {
                    assertThat(e.failure().code()).isEqualTo(FailureCode.ENCODER_MISSING);
                    assertThat(e.failure().message()).contains(program + ", is not there any more",
                            "the frames are kept");
                });
    }

    @Test
    void framesOfTwoSizesAreNoFilm() {
        List<Path> frames = new ArrayList<>(PAINTED.files());
        frames.add(PaintedFrames.of(1, 32, 64).files().getFirst());

        assertThatThrownBy(() -> FrameSequence.lay(frames, TestEngines.shortFolder()))
                .hasMessageContaining("Frame 7 of the film has 32 x 64 px, where the first one has 64 x 64 px");
    }

    @Test
    void whatFfmpegSaysIsPassedOn() throws IOException {
        Path broken = Files.writeString(TestEngines.shortFolder().resolve("ffmpeg"),
                "#!/bin/sh\necho 'No space left on device' >&2\nexit 1\n");
        assertThat(broken.toFile().setExecutable(true)).isTrue();
        List<String> command = List.of(broken.toString());

        assertThatThrownBy(() -> FfmpegProcess.run(command, done -> {}, System.nanoTime() + PATIENCE.toNanos()))
                .hasMessageContaining("No space left on device").hasMessageContaining("The frames are kept");
    }

    @Test
    void aFilmThatTakesTooLongIsGivenUp() {
        List<String> sleep = List.of("sleep", "60");

        assertThatThrownBy(() -> FfmpegProcess.run(sleep, done -> {}, System.nanoTime()))
                .isInstanceOfSatisfying(TaskFailedException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(FailureCode.TIMEOUT));
    }

    @Test
    void ffmpegDoesNotOutliveTheWorker() throws Exception {
        String java = ProcessHandle.current().info().command().orElseThrow();
        Process worker = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"),
                WaitingFfmpeg.class.getName(), "sleep", "300").inheritIO().start();
        ProcessHandle ffmpeg = await().atMost(PATIENCE).until(() -> worker.toHandle().children()
                .filter(child -> child.info().command().filter(name -> name.endsWith("sleep")).isPresent())
                .findFirst().orElse(null), Objects::nonNull);

        worker.destroyForcibly();

        await().until(() -> EngineProcesses.hasEnded(ffmpeg.pid()));
    }

    private byte[] encode(PaintedFrames frames, VideoFormat format, double fps) throws Exception {
        return encode(frames, format, fps, new ArrayList<>());
    }

    private byte[] encode(PaintedFrames painted, VideoFormat format, double fps, List<String> notes) throws Exception {
        FrameSequence frames = FrameSequence.lay(painted.files(), TestEngines.shortFolder());
        Path target = target(format);
        notes.addAll(encoder.encode(frames, format, DevicePolicy.AUTO, fps, target, PATIENCE, done -> {}).notes());
        return Files.readAllBytes(target);
    }

    private static Path target(VideoFormat format) {
        return TestEngines.shortFolder().resolve("film." + format.label());
    }
}
