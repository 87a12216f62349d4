package io.renderline.engine.worker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.renderline.core.failure.FailureCode;
import io.renderline.core.media.AssetKind;
import io.renderline.core.media.VideoFormat;
import io.renderline.core.message.ControlMessage;
import io.renderline.core.message.FilmLength;
import io.renderline.core.message.InputFile;
import io.renderline.core.message.OutputFile;
import io.renderline.core.message.TaskAssignment;
import io.renderline.core.message.TaskEvent;
import io.renderline.core.message.TaskResult;
import io.renderline.core.task.Queue;
import io.renderline.core.task.VideoEncoding;
import io.renderline.engine.testbed.DecodedFilm;
import io.renderline.engine.testbed.PaintedFrames;
import io.renderline.engine.testbed.Tasks;
import io.renderline.engine.testbed.WorkerBed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** From frames in the store to a film in the store. */
class FilmTest {
    private static final PaintedFrames PAINTED = PaintedFrames.of(6, 64, 64);
    private static WorkerBed bed;

    @BeforeAll
    static void startWorker() {
        bed = WorkerBed.start();
    }

    @AfterAll
    static void stopWorker() {
        bed.close();
    }

    @Test
    void framesBecomeAFilmInTheOrderOfTheirNames() {
        TaskAssignment task = film(VideoFormat.MP4, PAINTED.uploadedTo(bed));
        bed.publish(Queue.CPU, task);

        TaskResult result = bed.events().awaitResult(task.taskId());
        assertThat(Objects.requireNonNull(result.device()).encoder()).isEqualTo("libx264");
        OutputFile film = result.outputs().getFirst();
        DecodedFilm decoded = DecodedFilm.of(bed.bytesOf(film), "mp4");

        assertThat(film).extracting(OutputFile::kind, OutputFile::mimeType, OutputFile::width, OutputFile::film)
                .containsExactly(AssetKind.VIDEO, "video/mp4", 64, new FilmLength(6, 24));
        assertThat(decoded.frames()).hasSize(6);
        assertThat(DecodedFilm.difference(decoded.frames().get(2), PAINTED.images().get(2))).isLessThan(4);
    }

    @Test
    void aZipHoldsTheFramesThemselves() throws IOException {
        TaskAssignment task = film(VideoFormat.ZIP, PAINTED.uploadedTo(bed));
        bed.publish(Queue.CPU, task);

        OutputFile film = bed.events().awaitResult(task.taskId()).outputs().getFirst();

        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bed.bytesOf(film)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertThat(zip.readAllBytes()).isEqualTo(Files.readAllBytes(PAINTED.files().get(names.size())));
                names.add(entry.getName());
            }
        }
        assertThat(film.kind()).isEqualTo(AssetKind.FRAMES);
        assertThat(names).containsExactly("frame-000001.png", "frame-000002.png", "frame-000003.png",
                "frame-000004.png", "frame-000005.png", "frame-000006.png");
    }

    @Test
    void whatIsOtherwiseThanAskedForIsSaid() {
        TaskAssignment task = film(VideoFormat.MP4, PaintedFrames.of(2, 33, 33).uploadedTo(bed));
        bed.publish(Queue.CPU, task);

        TaskResult result = bed.events().awaitResult(task.taskId());

        assertThat(result.notes()).singleElement().asString().contains("32 x 32 px");
        assertThat(result.outputs().getFirst().width()).isEqualTo(32);
    }

    @Test
    void aCancelledFilmEndsFfmpeg() {
        TaskAssignment task = longFilm();
        bed.publish(Queue.CPU, task);
        ProcessHandle ffmpeg = encoding();

        bed.control(new ControlMessage.CancelTasks(Set.of(task.taskId())));

        await().until(() -> !ffmpeg.isAlive());
        TaskAssignment next = film(VideoFormat.ZIP, PAINTED.uploadedTo(bed));
        bed.publish(Queue.CPU, next);
        bed.events().awaitResult(next.taskId());
        assertThat(bed.events().of(task.taskId())).allMatch(TaskEvent.Started.class::isInstance);
    }

    @Test
    void ffmpegThatIsKilledMayBeTriedAgain() {
        TaskAssignment task = longFilm();
        bed.publish(Queue.CPU, task);

        encoding().destroyForcibly();

        TaskEvent.Failed failed = bed.events().awaitFailure(task.taskId());
        assertThat(failed.failure().code()).isEqualTo(FailureCode.ENGINE_CRASHED);
        assertThat(failed.failure().code().isRetryable()).isTrue();
        assertThat(failed.failure().message()).contains("FFmpeg was killed", "The frames are kept");
    }

    @Test
    void aWorkerSaysWhichFilmsItCanMake() {
        await().until(() -> !bed.events().heartbeats().isEmpty());

        assertThat(Objects.requireNonNull(bed.events().heartbeats().getLast().films()))
                .containsExactlyInAnyOrder(VideoFormat.values());
    }

    private static TaskAssignment film(VideoFormat format, Map<String, InputFile> frames) {
        return Tasks.task(new VideoEncoding(format, 24), frames, Tasks.TIMEOUT);
    }

    /** One whose encoding takes many seconds: large frames, the same few again and again. */
    private static TaskAssignment longFilm() {
        List<InputFile> few = List.copyOf(PaintedFrames.of(6, 2048, 2048).uploadedTo(bed).values());
        Map<String, InputFile> many = new TreeMap<>();
        for (int i = 0; i < 600; i++) {
            many.put(VideoEncoding.frame(i), few.get(i % few.size()));
        }
        return film(VideoFormat.WEBP, many);
    }

    private static ProcessHandle encoding() {
        return await().until(() -> ProcessHandle.current().children()
                .filter(child -> child.info().command().filter(name -> name.endsWith("ffmpeg")).isPresent())
                .findFirst().orElse(null), Objects::nonNull);
    }
}
