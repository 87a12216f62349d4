package io.renderline.engine.handler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.util.unit.DataSize;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.renderline.core.blob.FileSystemBlobStore;
import io.renderline.core.blob.StoredBlob;
import io.renderline.core.measure.StorageMeters;
import io.renderline.core.media.ImageFormat;
import io.renderline.core.message.InputFile;
import io.renderline.core.message.TaskAssignment;
import io.renderline.core.message.TaskResult;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.Lane;
import io.renderline.core.task.View;
import io.renderline.engine.control.TasksInHand;
import io.renderline.engine.device.DeviceDiscovery;
import io.renderline.engine.device.GpuCheck;
import io.renderline.engine.device.Grant;
import io.renderline.engine.input.InputCache;
import io.renderline.engine.input.WorkDirectory;
import io.renderline.engine.process.ProgressListener;
import io.renderline.engine.process.ScenePool;
import io.renderline.engine.settings.DeviceSettings;
import io.renderline.engine.settings.PoolSettings;
import io.renderline.engine.testbed.PretendedEngine;
import io.renderline.engine.testbed.PretendedGpuHost;
import io.renderline.engine.testbed.Tasks;
import io.renderline.engine.testbed.TestEngines;

/** Renders on GPUs that an engine has only by its word. */
abstract class RendererBed {
    static final String FIRST = "CUDA_A card_0000:0a:00";
    static final String SECOND = "CUDA_A card_0000:0b:00";

    private final Path folder = TestEngines.shortFolder();
    final ScenePool pool = new ScenePool(
            new PoolSettings(4, DataSize.ofGigabytes(1), DataSize.ofGigabytes(1)));
    final PretendedEngine engine = new PretendedEngine();
    final PretendedGpuHost host = new PretendedGpuHost();
    private final DeviceSettings settings = new DeviceSettings(folder.resolve("locks"), 1, Duration.ofSeconds(20));

    final GpuCheck check = new GpuCheck(engine.zygote(), settings);
    DeviceDiscovery devices = discovery(DevicePolicy.AUTO);
    private FileSystemBlobStore store;
    private WorkDirectory work;
    private RenderViewHandler handler;
    InputFile gear;

    @BeforeEach
    void open() throws IOException {
        store = new FileSystemBlobStore(folder.resolve("store"));
        work = WorkDirectory.open(folder.resolve("work"));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        handler = new RenderViewHandler(
                new SceneRenderer(engine.zygote(), pool, () -> devices.found(),
                        new GpuRoom(host, pool, PretendedGpuHost.GIGABYTE), check::inspect,
                        new InputCache(store, folder.resolve("inputs"), 1_000), work, new SceneMeters(meters)),
                new OutputStore(store, new StorageMeters(meters)));
        gear = scene("gear");
    }

    @AfterEach
    void stop() throws IOException {
        pool.close();
        engine.close();
        work.close();
    }

    void workerWith(DevicePolicy policy, String... gpus) throws IOException, InterruptedException {
        engine.has(gpus);
        devices = discovery(policy);
        devices.discover(true);
    }

    private DeviceDiscovery discovery(DevicePolicy policy) {
        return new DeviceDiscovery(engine.zygote(), check, policy, settings);
    }

    Grant grant() {
        return devices.found().grant(DevicePolicy.GPU, _ -> false);
    }

    InputFile scene(String name) {
        try {
            StoredBlob blob = store.put(Files.writeString(folder.resolve(name), name));
            return new InputFile(blob.hash(), blob.sizeBytes(), null);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static String gpuOf(TaskResult result) {
        return Objects.requireNonNull(result.device()).name();
    }

    /** Folders of sessions that are there. */
    String[] sessionFolders() {
        return Objects.requireNonNull(work.root().resolve("sessions").toFile().list());
    }

    TaskResult render(InputFile scene) throws Exception {
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
