package io.renderline.engine.handler;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.renderline.core.blob.FileSystemBlobStore;
import io.renderline.core.blob.StoredBlob;
import io.renderline.core.failure.FailureCode;
import io.renderline.core.failure.TaskFailedException;
import io.renderline.core.measure.StorageMeters;
import io.renderline.core.media.ImageFormat;
import io.renderline.core.message.InputFile;
import io.renderline.core.message.TaskAssignment;
import io.renderline.core.message.TaskResult;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.Lane;
import io.renderline.core.task.View;
import io.renderline.engine.control.TasksInHand;
import io.renderline.engine.device.RenderDevices;
import io.renderline.engine.input.InputCache;
import io.renderline.engine.input.WorkDirectory;
import io.renderline.engine.process.EngineAnswer;
import io.renderline.engine.process.EngineCommand;
import io.renderline.engine.process.EngineKind;
import io.renderline.engine.process.ProgressListener;
import io.renderline.engine.process.ScenePool;
import io.renderline.engine.process.Zygote;
import io.renderline.engine.settings.DeviceSettings;
import io.renderline.engine.settings.PoolSettings;
import io.renderline.engine.testbed.Tasks;
import io.renderline.engine.testbed.TestEngines;
import io.renderline.testing.TestPython;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Blender cannot be made to run out of memory at will: a small engine that speaks its protocol does. */
class MemoryShortageTest {
    private final Path folder = TestEngines.shortFolder();
    private final ScenePool pool = new ScenePool(new PoolSettings(2, DataSize.ofGigabytes(1)));

    private Path shortages;
    private Zygote engine;
    private WorkDirectory work;
    private RenderViewHandler handler;
    private InputFile scene;

    @BeforeEach
    void start() throws IOException, URISyntaxException {
        URL resource = Objects.requireNonNull(getClass().getResource("/memory-short-engine"));
        FileSystemUtils.copyRecursively(Path.of(resource.toURI()), folder.resolve("engine"));
        shortages = folder.resolve("engine/renderline_engine/shortages");
        engine = TestEngines.unstarted(EngineKind.BLENDER,
                new EngineCommand(TestPython.executable(), null, folder.resolve("engine"), true));
        engine.start();
        FileSystemBlobStore store = new FileSystemBlobStore(folder.resolve("store"));
        StoredBlob blob = store.put(Files.writeString(folder.resolve("scene"), "a scene"));
        scene = new InputFile(blob.hash(), blob.sizeBytes(), null);
        work = WorkDirectory.open(folder.resolve("work"));
        RenderDevices devices = RenderDevices.of(List.of(new EngineAnswer.Device("CPU", "none", "CPU", null)),
                DevicePolicy.CPU, new DeviceSettings(folder.resolve("locks"), 1));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        handler = new RenderViewHandler(
                new SceneRenderer(engine, pool, () -> devices, new InputCache(store, folder.resolve("inputs"), 1_000),
                        new SceneMeters(meters)),
                new OutputStore(store, new StorageMeters(meters)));
    }

    @AfterEach
    void stop() throws IOException {
        pool.close();
        engine.close();
        work.close();
    }

    @Test
    void theViewIsTriedOnceMoreInAFreshProcess() throws Exception {
        TaskResult before = renderWithShortages(0);
        TaskResult after = renderWithShortages(1);

        assertThat(after.engineProcess()).isNotEqualTo(before.engineProcess());
        assertThat(after.outputs()).isEqualTo(before.outputs());
        assertThat(pool.warmScenes()).containsExactly(scene.hash());
    }

    @Test
    void aSecondShortageFailsTheTaskAndLeavesNoProcess() {
        assertThatExceptionOfType(TaskFailedException.class).isThrownBy(() -> renderWithShortages(2))
                .satisfies(failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.OUT_OF_MEMORY));
        assertThat(pool.warmScenes()).isEmpty();
    }

    private TaskResult renderWithShortages(int count) throws Exception {
        Files.write(shortages, String.valueOf(count).getBytes(StandardCharsets.UTF_8));
        TaskAssignment task = Tasks.task(Tasks.tiny(0, ImageFormat.PNG), Map.of(View.SCENE, scene),
                Duration.ofSeconds(30));
        try (var scratch = work.newScratch()) {
            TaskRun run = new TaskRun(task, new TasksInHand().take(task.taskId(), Lane.ORDINARY), scratch,
                    ProgressListener.NONE,
                    System.nanoTime());
            return handler.begin(run).finish();
        }
    }
}
