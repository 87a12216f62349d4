package io.renderline.engine.worker;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.renderline.core.media.ImageFormat;
import io.renderline.core.media.ModelFormat;
import io.renderline.core.message.ControlMessage;
import io.renderline.core.message.InputFile;
import io.renderline.core.message.OutputFile;
import io.renderline.core.message.TaskAssignment;
import io.renderline.core.message.TaskEvent;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.Lane;
import io.renderline.core.task.Queue;
import io.renderline.core.task.ScenePreparation;
import io.renderline.core.task.Studio;
import io.renderline.core.task.View;
import io.renderline.engine.device.DeviceDiscovery;
import io.renderline.engine.device.DeviceLock;
import io.renderline.engine.testbed.Tasks;
import io.renderline.engine.testbed.TestModels;
import io.renderline.engine.testbed.WorkerBed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Urgent work waits for the picture in hand at most, not for its batch and not for what lies at the broker. */
class ExpressLaneTest {
    private static WorkerBed bed;
    private static OutputFile scene;
    private static OutputFile otherScene;

    @BeforeAll
    static void startWorker() {
        bed = WorkerBed.start();
        TaskAssignment tessellation = Tasks
                .tessellate(bed.upload(TestModels.cubeAndCylinder()));
        bed.publish(Queue.CPU, tessellation);
        OutputFile geometry = bed.events().awaitResult(tessellation.taskId()).outputs().getFirst();
        scene = prepared(Tasks.made(geometry), Studio.WHITE);
        otherScene = prepared(Tasks.made(geometry), Studio.DARK);
    }

    private static OutputFile prepared(InputFile geometry, Studio studio) {
        TaskAssignment preparation = Tasks.task(new ScenePreparation(ModelFormat.GLB, studio),
                Map.of(ScenePreparation.MODEL, geometry), Tasks.TIMEOUT);
        bed.publish(Queue.CPU, preparation);
        return bed.events().awaitResult(preparation.taskId()).outputs().getFirst();
    }

    @AfterAll
    static void stopWorker() {
        bed.close();
    }

    @Test
    void anUrgentViewGetsTheDeviceBeforeABatchThatWaitsForIt() throws Exception {
        TaskAssignment urgent = Tasks.view(otherScene, 20);

        List<TaskAssignment> batch = renderedBeside(urgent, 0);

        assertThat(doneAt(urgent)).isBefore(doneAt(batch.getFirst()));
    }

    @Test
    void anUrgentViewOfTheSameSceneWaitsForOneViewOfTheBatch() throws Exception {
        TaskAssignment urgent = Tasks.view(scene, 20);

        List<TaskAssignment> batch = renderedBeside(urgent, 100);

        assertThat(doneAt(urgent)).isBefore(doneAt(batch.get(1)));
    }

    @Test
    void preparationsOfOthersAreNotWaitedForEither() throws Exception {
        TaskAssignment slow = Tasks.view(scene, Tasks.endless(), Tasks.TIMEOUT);
        bed.publish(Queue.CPU, slow);
        bed.events().awaitStart(slow.taskId());
        TaskAssignment urgent = Tasks
                .tessellate(bed.upload(TestModels.cubeAndCylinder()));

        bed.publishUrgent(Queue.CPU, urgent);

        assertThat(bed.events().awaitResult(urgent.taskId()).outputs()).hasSize(1);
        assertThat(bed.events().of(slow.taskId())).as("it holds the only slot still").hasSize(1);
        bed.control(new ControlMessage.CancelTasks(Set.of(slow.taskId())));
    }

    /** Renders a batch of views, and an urgent one that comes while the first of them waits for the device. */
    private static List<TaskAssignment> renderedBeside(TaskAssignment urgent, double azimuth) throws Exception {
        List<TaskAssignment> batch = IntStream.range(0, 4)
                .mapToObj(view -> slow(azimuth + view)).toList();
        DeviceLock device = bed.worker().getBean(DeviceDiscovery.class).found().grant(DevicePolicy.AUTO, _ -> false)
                .lock();
        try (DeviceLock.Held _ = device.acquire(Lane.ORDINARY)) {
            bed.publish(Queue.LIGHT, batch.toArray(TaskAssignment[]::new));
            await("the first view waits").until(() -> waitingViews() == 1);
            bed.publishUrgent(Queue.LIGHT, urgent);
            await("the urgent one waits too").until(() -> waitingViews() == 2);
        }
        batch.forEach(view -> bed.events().awaitResult(view.taskId()));
        bed.events().awaitResult(urgent.taskId());
        return batch;
    }

    /** A view that takes longer than storing and reporting an urgent one. */
    private static TaskAssignment slow(double azimuth) {
        return Tasks.view(scene, new View(256, 256, azimuth, 20, 64, false, false, 0, ImageFormat.PNG,
                DevicePolicy.AUTO), Tasks.TIMEOUT);
    }

    /** How many views wait for the device, or for their scene. */
    private static long waitingViews() {
        return Thread.getAllStackTraces().values().stream().filter(stack -> Arrays.stream(stack).anyMatch(
                frame -> frame.getClassName().endsWith(".DeviceLine") || frame.getClassName().endsWith(".ScenePool")))
                .count();
    }

    private static Instant doneAt(TaskAssignment task) {
        UUID id = task.taskId();
        return bed.events().of(id).stream().filter(TaskEvent.Succeeded.class::isInstance).map(TaskEvent::at).findFirst()
                .orElseThrow();
    }
}
