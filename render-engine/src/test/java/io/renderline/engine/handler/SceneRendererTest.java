package io.renderline.engine.handler;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.renderline.core.failure.FailureCode;
import io.renderline.core.failure.TaskFailedException;
import io.renderline.core.message.InputFile;
import io.renderline.core.message.TaskResult;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.Lane;
import io.renderline.engine.device.DeviceLock;
import io.renderline.engine.device.Grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** GPUs that fail and vanish: an engine that has them only by its word. */
@Timeout(60)
class SceneRendererTest extends RendererBed {
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
    void aSessionHasAFolderUntilItEnds() throws Exception {
        workerWith(DevicePolicy.CPU);
        render(gear);
        assertThat(sessionFolders()).hasSize(1);

        pool.endIdle();

        await().untilAsserted(() -> assertThat(sessionFolders()).isEmpty());
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
}
