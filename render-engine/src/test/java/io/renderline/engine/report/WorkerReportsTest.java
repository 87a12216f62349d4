package io.renderline.engine.report;

import java.time.Clock;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.MeterRegistry;
import io.renderline.core.media.ImageFormat;
import io.renderline.core.message.DeviceUsed;
import io.renderline.core.message.OutputFile;
import io.renderline.core.message.TaskAssignment;
import io.renderline.core.message.TaskProgress;
import io.renderline.core.message.WorkerHeartbeat;
import io.renderline.core.message.WorkerHeartbeat.QueueSlots;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.EngineVersions;
import io.renderline.core.task.Queue;
import io.renderline.core.task.View;
import io.renderline.engine.testbed.Tasks;
import io.renderline.engine.testbed.WorkerBed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a worker tells of itself and its tasks. */
class WorkerReportsTest {
    private static WorkerBed bed;
    private static OutputFile scene;

    @BeforeAll
    static void startWorker() {
        bed = WorkerBed.start();
        scene = bed.preparedScene();
    }

    @AfterAll
    static void stopWorker() {
        bed.close();
    }

    @Test
    void aHeartbeatSaysWhoTheWorkerIsAndWhatItCanDo() {
        await().until(() -> !bed.events().heartbeats().isEmpty());
        WorkerHeartbeat beat = bed.events().heartbeats().getFirst();

        assertThat(beat.name()).isEqualTo(beat.host() + "-test-" + ProcessHandle.current().pid());
        assertThat(beat.slots()).containsExactlyInAnyOrder(new QueueSlots(Queue.LIGHT, 1, 1),
                new QueueSlots(Queue.CPU, 1, 1));
        assertThat(beat.blenderVersion()).isEqualTo(EngineVersions.bundled().blender());
        assertThat(beat.devices()).extracting(DeviceUsed::type).contains("cpu");
        assertThat(beat.stopping()).isFalse();
        assertThat(beat.startedAt()).isBefore(beat.at());
    }

    @Test
    void aHeartbeatNamesTheScenesThatAreWarm() {
        TaskAssignment task = Tasks.view(scene, 0);
        bed.publish(Queue.LIGHT, task);
        bed.events().awaitResult(task.taskId());

        await().until(() -> bed.events().heartbeats().getLast().warmScenes().contains(scene.hash()));
    }

    @Test
    void aLongTaskIsInTheHeartbeatAndTellsItsProgressAtMostFourTimesASecond() {
        View view = new View(512, 512, 0, 20, 100, false, false, 0, ImageFormat.PNG, DevicePolicy.AUTO);
        TaskAssignment task = Tasks.view(scene, view, Tasks.TIMEOUT);
        long before = Clock.systemUTC().millis();
        bed.publish(Queue.LIGHT, task);

        await().until(() -> bed.events().heartbeats().getLast().running().equals(Set.of(task.taskId())));
        bed.events().awaitResult(task.taskId());
        long millis = Clock.systemUTC().millis() - before;

        await().until(() -> !bed.events().progressOf(task.taskId()).isEmpty());
        assertThat(bed.events().progressOf(task.taskId())).hasSizeLessThanOrEqualTo((int) (millis / 250) + 1)
                .extracting(TaskProgress::fraction).doesNotHaveDuplicates()
                .allMatch(fraction -> fraction >= 0 && fraction <= 1);
    }

    @Test
    void tasksAreCountedByTypeAndOutcome() {
        TaskAssignment task = Tasks.view(scene, 1);
        bed.publish(Queue.LIGHT, task);
        bed.events().awaitResult(task.taskId());
        bed.publish(Queue.LIGHT, task);
        bed.events().awaitOutcomes(task.taskId(), 2);

        MeterRegistry meters = bed.worker().getBean(MeterRegistry.class);
        await().untilAsserted(() -> {
            assertThat(meters.get("renderline.worker.tasks").tags("type", "render-view", "outcome", "remembered")
                    .timer().count()).isPositive();
            assertThat(meters.get("renderline.worker.engine").tags("type", "render-view").counter().count())
                    .isPositive();
            assertThat(meters.get("renderline.pool.sessions").gauge().value()).isPositive();
        });
    }
}
