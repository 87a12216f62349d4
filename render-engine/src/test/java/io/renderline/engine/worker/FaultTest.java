package io.renderline.engine.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.renderline.core.failure.FailureCode;
import io.renderline.core.key.Sha256;
import io.renderline.core.media.ImageFormat;
import io.renderline.core.message.ControlMessage.CancelTasks;
import io.renderline.core.message.OutputFile;
import io.renderline.core.message.TaskAssignment;
import io.renderline.core.message.TaskEvent;
import io.renderline.core.messaging.Topology;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.Queue;
import io.renderline.core.task.View;
import io.renderline.engine.control.TasksInHand;
import io.renderline.engine.process.Engines;
import io.renderline.engine.testbed.EngineProcesses;
import io.renderline.engine.testbed.Tasks;
import io.renderline.engine.testbed.TestModels;
import io.renderline.engine.testbed.WorkerBed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What goes wrong with one task harms no other, and is told by a code and a sentence. */
class FaultTest {
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
    void aFileThatIsNoModelFailsWithItsName() {
        TaskAssignment task = Tasks.tessellate(bed.upload("gear.step", "This is no STEP file."));
        bed.publish(Queue.CPU, task);

        TaskEvent.Failed failed = bed.events().awaitFailure(task.taskId());

        assertThat(failed.failure().code()).isEqualTo(FailureCode.UNREADABLE_MODEL);
        assertThat(failed.failure().message()).contains("gear.step");
    }

    @Test
    void oneBadTaskDoesNotStopItsBatch() {
        OutputFile gone = new OutputFile("scene", Sha256.of("gone".getBytes(StandardCharsets.UTF_8)), 4, scene.kind(),
                scene.mimeType(), null, null);
        TaskAssignment bad = Tasks.view(gone, 0);
        TaskAssignment good = Tasks.view(scene, 0);
        bed.publish(Queue.LIGHT, bad, good);

        assertThat(bed.events().awaitFailure(bad.taskId()).failure().code()).isEqualTo(FailureCode.INPUT_LOST);
        assertThat(bed.events().awaitResult(good.taskId()).outputs()).hasSize(1);
    }

    @Test
    void whatCannotBeStoredNowIsKeptAndNothingIsBegunUntilItIsStored() throws IOException {
        TaskAssignment view = Tasks.view(scene, 61);
        TaskAssignment other = Tasks.tessellate(bed.upload(TestModels.cubeAndCylinder()));
        Path folder = bed.blobFolder().resolve("tmp");
        Path away = Files.move(folder, bed.blobFolder().resolve("away"));
        try {
            bed.publish(Queue.LIGHT, view);
            bed.events().awaitStart(view.taskId());
            await("it is kept").during(Duration.ofSeconds(2)).until(() -> bed.events().of(view.taskId()).size() == 1);
            bed.publish(Queue.CPU, other);
            await("it waits").during(Duration.ofSeconds(1)).until(() -> bed.events().of(other.taskId()).isEmpty());
        } finally {
            Files.move(away, folder);
        }

        assertThat(bed.events().awaitResult(view.taskId()).outputs()).hasSize(1);
        assertThat(bed.events().awaitResult(other.taskId()).outputs()).hasSize(1);
        assertThat(bed.events().of(view.taskId())).as("it was begun once").hasSize(2);
    }

    @Test
    void aCrashOfTheEngineFailsTheTaskAndTheNextOneWorks() {
        TaskAssignment crashing = Tasks.view(scene, Tasks.endless(), Tasks.TIMEOUT);
        TaskAssignment next = Tasks.view(scene, 1);
        bed.publish(Queue.LIGHT, crashing, next);
        long session = EngineProcesses.rendering(bed, crashing.taskId());

        ProcessHandle.of(session).orElseThrow().destroyForcibly();

        assertThat(bed.events().awaitFailure(crashing.taskId()).failure().code()).isEqualTo(FailureCode.ENGINE_CRASHED);
        assertThat(bed.events().awaitResult(next.taskId()).engineProcess()).isNotEqualTo(session);
    }

    @Test
    void aTaskThatTakesTooLongIsKilled() {
        TaskAssignment slow = Tasks.view(scene, Tasks.endless(), Duration.ofMillis(500));
        TaskAssignment next = Tasks.view(scene, 2);
        bed.publish(Queue.LIGHT, slow, next);

        assertThat(bed.events().awaitFailure(slow.taskId()).failure().code()).isEqualTo(FailureCode.TIMEOUT);
        assertThat(bed.events().awaitResult(next.taskId()).outputs()).hasSize(1);
    }

    @Test
    void aCancelledTaskIsKilledWithoutAnEventAndItsBatchGoesOn() {
        TaskAssignment running = Tasks.view(scene, Tasks.endless(), Tasks.TIMEOUT);
        TaskAssignment waiting = Tasks.view(scene, 3);
        TaskAssignment next = Tasks.view(scene, 4);
        bed.publish(Queue.LIGHT, running, waiting, next);
        long session = EngineProcesses.rendering(bed, running.taskId());

        bed.control(new CancelTasks(Set.of(running.taskId(), waiting.taskId())));

        bed.events().awaitResult(next.taskId());
        await().until(() -> EngineProcesses.hasEnded(session));
        assertThat(bed.events().of(running.taskId())).hasSize(1).first().isInstanceOf(TaskEvent.Started.class);
        assertThat(bed.events().of(waiting.taskId())).isEmpty();
        await().until(() -> bed.worker().getBean(TasksInHand.class).ids().isEmpty());
    }

    @Test
    void aTaskForAnotherVersionOfTheEngineIsNotRun() {
        TaskAssignment task = Tasks.view(scene, 5);
        TaskAssignment foreign = new TaskAssignment(task.taskId(), 1, task.cacheKey(), "blender 9.9.9",
                task.parameters(), task.inputs(), task.timeout());
        bed.publish(Queue.LIGHT, foreign);

        TaskEvent.Failed failed = bed.events().awaitFailure(task.taskId());

        assertThat(failed.failure().code()).isEqualTo(FailureCode.ENGINE_VERSION_MISMATCH);
        assertThat(failed.failure().message()).contains("blender 9.9.9", "blender 4.5");
    }

    @Test
    void aGpuThatIsRequiredAndNotThereIsAnError() {
        View view = new View(48, 32, 0, 0, 1, false, false, 0, ImageFormat.PNG, DevicePolicy.GPU);
        TaskAssignment task = Tasks.view(scene, view, Tasks.TIMEOUT);
        bed.publish(Queue.LIGHT, task);

        assertThat(bed.events().awaitFailure(task.taskId()).failure().code()).isEqualTo(FailureCode.GPU_REQUIRED);
    }

    @Test
    void aTaskWithoutItsInputIsADefectAndNoMoreThanThat() {
        TaskAssignment task = Tasks.task(Tasks.tiny(0, ImageFormat.PNG), Map.of(), Tasks.TIMEOUT);
        bed.publish(Queue.LIGHT, task);

        assertThat(bed.events().awaitFailure(task.taskId()).failure().code()).isEqualTo(FailureCode.INTERNAL);
    }

    @Test
    void aMessageThatIsNoBatchGoesToTheDeadLetters() {
        long before = bed.waiting(Topology.DEAD);

        bed.publish(Queue.LIGHT, "no JSON".getBytes(StandardCharsets.UTF_8));

        await().until(() -> bed.waiting(Topology.DEAD) == before + 1);
    }

    @Test
    void theDeathOfTheZygoteIsSurvived() {
        Engines engines = bed.worker().getBean(Engines.class);
        ProcessHandle.of(engines.blender().pid().orElseThrow()).orElseThrow().destroyForcibly();
        TaskAssignment first = Tasks.view(scene, 6);
        bed.publish(Queue.LIGHT, first);

        // The session may die with its zygote while it renders: then it is a crash, and the next one works.
        bed.events().awaitOutcome(first.taskId());
        TaskAssignment second = Tasks.view(scene, 7);
        bed.publish(Queue.LIGHT, second);
        assertThat(bed.events().awaitResult(second.taskId()).outputs()).hasSize(1);
    }

    @Test
    void noScratchFileStays() {
        TaskAssignment task = Tasks.view(scene, 8);
        bed.publish(Queue.LIGHT, task);
        bed.events().awaitResult(task.taskId());

        Path scratch = bed.workDirectory().resolve("scratch");
        await().untilAsserted(() -> assertThat(scratch).isEmptyDirectory());
    }
}
