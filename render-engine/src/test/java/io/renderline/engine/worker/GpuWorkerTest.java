package io.renderline.engine.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.health.contributor.Status;

import io.micrometer.core.instrument.MeterRegistry;
import io.renderline.core.failure.FailureCode;
import io.renderline.core.media.ImageFormat;
import io.renderline.core.message.TaskAssignment;
import io.renderline.core.message.TaskEvent;
import io.renderline.core.message.WorkerHeartbeat;
import io.renderline.core.task.Queue;
import io.renderline.core.task.View;
import io.renderline.engine.testbed.PretendedEngine;
import io.renderline.engine.testbed.Tasks;
import io.renderline.engine.testbed.WorkerBed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A worker whose GPUs are made up, as its broker and its operator see it. */
@Timeout(120)
class GpuWorkerTest {
    private static final String FIRST = "CUDA_A card_0000:0a:00";
    private static final String SECOND = "CUDA_A card_0000:0b:00";

    private final PretendedEngine engine = new PretendedEngine();
    private final WorkerBed bed = WorkerBed.make();

    @AfterEach
    void close() {
        bed.close();
        engine.close();
    }

    @Test
    void whileAGpuIsWarmedHealthSaysSoAndNothingIsTaken() {
        engine.compiles();
        TaskAssignment view = view();
        bed.publish(Queue.LIGHT, view);
        bed.runWorker(options(FIRST));

        await().until(() -> bed.health().getDetails().get("devices"), ("warming " + FIRST)::equals);
        assertThat(bed.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(bed.waiting(Queue.LIGHT.amqpName())).isOne();

        engine.compiled();

        assertThat(Objects.requireNonNull(bed.events().awaitResult(view.taskId()).device()).name()).isEqualTo(FIRST);
        await().until(() -> bed.health().getStatus(), Status.UP::equals);
        assertThat(bed.health().getDetails()).containsEntry("devices", "ready");
    }

    @Test
    void withOneOfTwoGpusOutOfServiceTheWorkerTellsAndGoesOn() {
        bed.startWorker(options(FIRST, SECOND));
        assertThat(List.of(gauge("retired"), gauge("usable"))).containsExactly(0, 2);
        engine.loses(FIRST);

        assertFails(view());

        WorkerHeartbeat beat = heartbeatOfRetired();
        assertThat(beat.retired()).singleElement().satisfies(gone -> {
            assertThat(gone.device().name()).isEqualTo(FIRST);
            assertThat(gone.reason()).contains("is gone");
        });
        assertThat(beat.devices()).noneMatch(device -> device.name().equals(FIRST));
        assertThat(beat.slots()).anyMatch(slots -> slots.queue() == Queue.LIGHT);
        assertThat(List.of(gauge("retired"), gauge("usable"))).containsExactly(1, 1);
        TaskAssignment next = view();
        bed.publish(Queue.LIGHT, next);
        assertThat(Objects.requireNonNull(bed.events().awaitResult(next.taskId()).device()).name()).isEqualTo(SECOND);
    }

    @Test
    void aWorkerWithoutTheGpuThatItMustHaveTakesNoMoreViews() {
        bed.startWorker(options(FIRST));
        engine.loses(FIRST);

        assertFails(view());

        assertThat(heartbeatOfRetired().slots()).extracting(WorkerHeartbeat.QueueSlots::queue)
                .containsExactly(Queue.CPU);
        await().until(() -> bed.consumers(Queue.LIGHT.amqpName()) == 0);
        assertThat(bed.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(bed.consumers(Queue.CPU.amqpName())).as("encodes and packs still").isOne();
        TaskAssignment left = view();
        bed.publish(Queue.LIGHT, left);
        await().until(() -> bed.waiting(Queue.LIGHT.amqpName()) == 1);
        assertThat(bed.events().of(left.taskId())).isEmpty();
    }

    private String[] options(String... gpus) {
        engine.has(gpus);
        return new String[]{"--renderline.worker.device=gpu", "--renderline.engine.blender=" + engine.blender(),
                "--renderline.device.lock-dir=" + bed.workDirectory().resolveSibling("locks")};
    }

    private int gauge(String gpus) {
        return (int) bed.worker().getBean(MeterRegistry.class).get("renderline.worker." + gpus + ".gpus").gauge()
                .value();
    }

    private TaskAssignment view() {
        return Tasks.task(Tasks.tiny(0, ImageFormat.PNG), Map.of(View.SCENE, bed.upload("gear.blend", "gear")),
                Duration.ofSeconds(30));
    }

    private void assertFails(TaskAssignment view) {
        bed.publish(Queue.LIGHT, view);
        assertThat(bed.events().awaitOutcomes(view.taskId(), 1)).singleElement()
                .isInstanceOfSatisfying(TaskEvent.Failed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.GPU_FAILED));
    }

    private WorkerHeartbeat heartbeatOfRetired() {
        return await().until(() -> bed.events().heartbeats(),
                (List<WorkerHeartbeat> beats) -> !beats.isEmpty() && !beats.getLast().retired().isEmpty()).getLast();
    }
}
