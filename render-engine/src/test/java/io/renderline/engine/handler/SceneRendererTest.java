package io.renderline.engine.handler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
import io.renderline.engine.device.DeviceDiscovery;
import io.renderline.engine.device.DeviceLock;
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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** GPUs that fail, fill up and vanish: an engine that has them only by its word. */
@Timeout(60)
class SceneRendererTest {
    private static final String FIRST = "CUDA_A card_0000:0a:00";
    private static final String SECOND = "CUDA_A card_0000:0b:00";

    private final Path folder = TestEngines.shortFolder();
    private final ScenePool pool = new ScenePool(
            new PoolSettings(4, DataSize.ofGigabytes(1), DataSize.ofGigabytes(1)));
    private final PretendedEngine engine = new PretendedEngine();
    private final PretendedGpuHost host = new PretendedGpuHost();
    private final DeviceSettings settings = new DeviceSettings(folder.resolve("locks"), 1, Duration.ofSeconds(20));

    private final GpuCheck check = new GpuCheck(engine.zygote(), settings);
    private DeviceDiscovery devices = discovery(DevicePolicy.AUTO);
    private FileSystemBlobStore store;
    private WorkDirectory work;
    private RenderViewHandler handler;
    private InputFile gear;

    @BeforeEach
    void open() throws IOException {
        store = new FileSystemBlobStore(folder.resolve("store"));
        work = WorkDirectory.open(folder.resolve("work"));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        handler = new RenderViewHandler(
                new SceneRenderer(engine.zygote(), pool, () -> devices.found(),
                        new GpuRoom(host, pool, PretendedGpuHost.GIGABYTE), check::inspect,
                        new InputCache(store, folder.resolve("inputs"), 1_000), new SceneMeters(meters)),
                new OutputStore(store, new StorageMeters(meters)));
        gear = scene("gear");
    }

    @AfterEach
    void stop() throws IOException {
        pool.close();
        engine.close();
        work.close();
    }

    @Test
    void eachGpuIsWarmedBeforeTheFirstTask() throws Exception {
        workerWith(DevicePolicy.GPU, FIRST, SECOND);

        assertThat(engine.asked("warm-gpu")).hasSize(2).first().asString().contains(FIRST);
        assertThat(devices.phase()).isEqualTo("ready");
    }

    @Test
    void aGpuThatDoesNotWarmIsNotUsed() throws Exception {
        engine.loses(FIRST);
        workerWith(DevicePolicy.GPU, FIRST, SECOND);

        assertThat(gpuOf(render(gear))).isEqualTo(SECOND);
        assertThat(devices.found().retired()).singleElement()
                .satisfies(gone -> assertThat(gone.reason()).contains("is gone"));
    }

    @Test
    void aWorkerWhoseOnlyGpuDoesNotWorkDoesNotStart() {
        engine.loses(FIRST);

        assertThatExceptionOfType(TaskFailedException.class).isThrownBy(() -> workerWith(DevicePolicy.GPU, FIRST))
                .satisfies(refused -> {
                    assertThat(refused.failure().code()).isEqualTo(FailureCode.GPU_REQUIRED);
                    assertThat(refused.failure().message()).contains("no GPU of this host works", "is gone");
                });
    }

    @Test
    void twoTasksRenderOnTwoGpusSideBySide() throws Exception {
        workerWith(DevicePolicy.GPU, FIRST, SECOND);
        try (Grant first = grant()) {
            try (Grant second = grant(); DeviceLock.Held _ = first.lock().acquire(Lane.ORDINARY)) {
                second.lock().acquire(Lane.ORDINARY).close();
                assertThat(List.of(first.place(), second.place())).containsExactly(FIRST, SECOND);
            }
        }
        CompletableFuture<TaskResult> onAny = CompletableFuture.supplyAsync(() -> rendered(gear));
        CompletableFuture<TaskResult> onOther = CompletableFuture.supplyAsync(() -> rendered(scene("bearing")));
        assertThat(onAny.get().device()).isNotNull();
        assertThat(onOther.get().device()).isNotNull();
    }

    @Test
    void aTaskGoesWhereItsSceneIsWarm() throws Exception {
        workerWith(DevicePolicy.GPU, FIRST, SECOND);
        TaskResult before;
        try (Grant _ = grant()) {
            before = render(gear);
        }

        TaskResult after = render(gear);

        assertThat(gpuOf(before)).isEqualTo(SECOND);
        assertThat(gpuOf(after)).isEqualTo(SECOND);
        assertThat(after.engineProcess()).isEqualTo(before.engineProcess());
    }

    @Test
    void aGpuThatVanishesIsTakenOutOfServiceAndTheTaskIsTriedAgainOnAnother() throws Exception {
        workerWith(DevicePolicy.GPU, FIRST, SECOND);
        CompletableFuture<Void> told = new CompletableFuture<>();
        check.whenRetired(() -> told.complete(null));
        engine.loses(FIRST);

        assertFails(FailureCode.GPU_FAILED);

        assertThat(told).isCompleted();
        assertThat(devices.found().retired()).singleElement()
                .satisfies(gone -> assertThat(gone.device().name()).isEqualTo(FIRST));
        assertThat(devices.found().described()).noneMatch(device -> device.name().equals(FIRST));
        assertThat(gpuOf(render(gear))).isEqualTo(SECOND);
    }

    @Test
    void withoutAnyGpuLeftAJobThatAsksForOneNeverGetsTheProcessor() throws Exception {
        workerWith(DevicePolicy.GPU, FIRST);
        engine.loses(FIRST);
        assertFails(FailureCode.GPU_FAILED);

        assertFails(FailureCode.GPU_FAILED);

        assertThat(devices.found().isPowerless()).isTrue();
        assertThat(engine.asked("render")).hasSize(1);
    }

    @Test
    void aCrashOnAGpuThatIsWellLeavesItInService() throws Exception {
        workerWith(DevicePolicy.GPU, FIRST);
        engine.crashesOnce();

        assertFails(FailureCode.ENGINE_CRASHED);

        assertThat(engine.asked("warm-gpu")).hasSize(2);
        assertThat(devices.found().retired()).isEmpty();
        assertThat(gpuOf(render(gear))).isEqualTo(FIRST);
    }

    @Test
    void outOfMemoryIsTriedOnceMoreWithoutKeepingData() throws Exception {
        workerWith(DevicePolicy.GPU, FIRST);
        render(scene("bearing"));
        long before = render(gear).engineProcess();
        engine.runsShort(1);

        TaskResult after = render(gear);

        assertThat(after.engineProcess()).isNotEqualTo(before);
        assertThat(engine.asked("load")).last().asString().contains("false");
        assertThat(pool.warmScenes()).containsExactly(gear.hash());
    }

    @Test
    void aShortageOnOneGpuLeavesTheScenesOnOthersWarm() throws Exception {
        workerWith(DevicePolicy.GPU, FIRST, SECOND);
        InputFile elsewhere = scene("elsewhere");
        try (Grant _ = grant()) {
            render(elsewhere);
        }
        render(scene("beside"));
        engine.runsShort(1);

        render(gear);

        assertThat(pool.warmScenes()).containsExactlyInAnyOrder(gear.hash(), elsewhere.hash());
    }

    @Test
    void aShortageOnTheProcessorEndsAllIdleSessions() throws Exception {
        workerWith(DevicePolicy.CPU);
        render(scene("bearing"));
        engine.runsShort(1);

        render(gear);

        assertThat(pool.warmScenes()).containsExactly(gear.hash());
    }

    @Test
    void aSecondShortageSaysWhatWasNeededAndWhatWasThere() throws Exception {
        workerWith(DevicePolicy.GPU, FIRST);
        render(gear);
        host.hasFree(FIRST, 3 * PretendedGpuHost.GIGABYTE);
        engine.runsShort(2);

        assertThatExceptionOfType(TaskFailedException.class).isThrownBy(() -> render(gear)).satisfies(failed -> {
            assertThat(failed.failure().code()).isEqualTo(FailureCode.OUT_OF_MEMORY);
            assertThat(failed.failure().message()).contains("3072 MB of 24576 MB were free on " + FIRST,
                    "may need 552 MB");
        });
        assertThat(pool.warmScenes()).isEmpty();
    }

    @Test
    void onTheProcessorTheHostsMemoryIsNamed() throws Exception {
        workerWith(DevicePolicy.CPU);
        engine.runsShort(2);

        assertThatExceptionOfType(TaskFailedException.class).isThrownBy(() -> render(gear))
                .satisfies(failed -> assertThat(failed.failure().message()).contains("were free on the host"));
    }

    @Test
    void anIdleSessionEndsForASceneThatWouldNotFitBesideIt() throws Exception {
        workerWith(DevicePolicy.GPU, FIRST);
        render(gear);
        host.hasFree(FIRST, PretendedGpuHost.GIGABYTE);

        render(scene("bearing"));

        assertThat(pool.warmScenes()).doesNotContain(gear.hash());
        assertThat(pool.deviceMemoryBytes()).isEqualTo(40 << 20);
    }

    @Test
    void whereThereIsRoomNothingEnds() throws Exception {
        workerWith(DevicePolicy.GPU, FIRST);
        render(gear);
        host.hasFree(FIRST, 2 * PretendedGpuHost.GIGABYTE);

        render(scene("bearing"));

        assertThat(pool.warmScenes()).contains(gear.hash());
    }

    private void workerWith(DevicePolicy policy, String... gpus) throws IOException, InterruptedException {
        engine.has(gpus);
        devices = discovery(policy);
        devices.discover(true);
    }

    private DeviceDiscovery discovery(DevicePolicy policy) {
        return new DeviceDiscovery(engine.zygote(), check, policy, settings);
    }

    private Grant grant() {
        return devices.found().grant(DevicePolicy.GPU, _ -> false);
    }

    private InputFile scene(String name) {
        try {
            StoredBlob blob = store.put(Files.writeString(folder.resolve(name), name));
            return new InputFile(blob.hash(), blob.sizeBytes(), null);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String gpuOf(TaskResult result) {
        return Objects.requireNonNull(result.device()).name();
    }

    private void assertFails(FailureCode code) {
        assertThatExceptionOfType(TaskFailedException.class).isThrownBy(() -> render(gear))
                .satisfies(failed -> assertThat(failed.failure().code()).isEqualTo(code));
    }

    private TaskResult rendered(InputFile scene) {
        try {
            return render(scene);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private TaskResult render(InputFile scene) throws Exception {
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
