package io.renderline.engine.worker;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.renderline.core.message.OutputFile;
import io.renderline.core.message.TaskAssignment;
import io.renderline.core.message.TaskEvent;
import io.renderline.core.message.WorkerHeartbeat;
import io.renderline.core.task.Queue;
import io.renderline.engine.testbed.EngineProcesses;
import io.renderline.engine.testbed.Tasks;
import io.renderline.engine.testbed.WorkerBed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A stop in good order loses nothing and leaves nothing. */
class StopTest {
    private final WorkerBed bed = WorkerBed.make();

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void whatRunsTooLongIsKilledAndHandedBack() {
        bed.startWorker("--renderline.worker.grace=200ms");
        OutputFile scene = bed.preparedScene();
        TaskAssignment quick = Tasks.view(scene, 0);
        TaskAssignment endless = Tasks.view(scene, Tasks.endless(), Tasks.TIMEOUT);
        TaskAssignment never = Tasks.view(scene, 1);
        bed.publish(Queue.LIGHT, quick, endless, never);
        long session = EngineProcesses.rendering(bed, endless.taskId());

        bed.stopWorker();

        assertThat(EngineProcesses.hasEnded(session)).isTrue();
        await().until(() -> bed.waiting(Queue.LIGHT.amqpName()) == 1);
        assertThat(bed.events().of(endless.taskId())).noneMatch(TaskEvent.Failed.class::isInstance);
        assertThat(bed.events().of(never.taskId())).isEmpty();
        assertThat(bed.events().awaitResult(quick.taskId()).outputs()).hasSize(1);
    }

    @Test
    void theNextWorkerGoesOnWhereTheLastOneStopped() {
        bed.startWorker("--renderline.worker.grace=0s");
        OutputFile scene = bed.preparedScene();
        TaskAssignment[] views = new TaskAssignment[40];
        for (int i = 0; i < views.length; i++) {
            views[i] = Tasks.view(scene, i);
        }
        bed.publish(Queue.LIGHT, views);
        bed.events().awaitResult(views[2].taskId());

        bed.stopWorker();
        assertThat(bed.events().of(views[39].taskId())).isEmpty();
        bed.startWorker();

        for (TaskAssignment view : views) {
            bed.events().awaitResult(view.taskId());
        }
        // The first one is answered from its memo: its picture is made once.
        List<TaskEvent> ends = bed.events().awaitOutcomes(views[0].taskId(), 2);
        assertThat(((TaskEvent.Succeeded) ends.get(1)).result())
                .isEqualTo(((TaskEvent.Succeeded) ends.get(0)).result());
        await().until(() -> bed.waiting(Queue.LIGHT.amqpName()) == 0);
    }

    @Test
    void theLastHeartbeatSaysSo() {
        bed.startWorker();
        await().until(() -> bed.events().heartbeats().stream().anyMatch(beat -> !beat.stopping()));

        bed.stopWorker();

        await().until(() -> bed.events().heartbeats().stream().anyMatch(WorkerHeartbeat::stopping));
        assertThat(bed.events().heartbeats()).last().matches(WorkerHeartbeat::stopping);
    }
}
