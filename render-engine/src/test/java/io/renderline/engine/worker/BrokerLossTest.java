package io.renderline.engine.worker;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.boot.health.contributor.Status;

import io.renderline.core.media.ImageFormat;
import io.renderline.core.message.ControlMessage.CancelTasks;
import io.renderline.core.message.OutputFile;
import io.renderline.core.message.TaskAssignment;
import io.renderline.core.message.TaskEvent;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.Queue;
import io.renderline.core.task.View;
import io.renderline.engine.control.TasksInHand;
import io.renderline.engine.testbed.EngineProcesses;
import io.renderline.engine.testbed.Tasks;
import io.renderline.engine.testbed.WorkerBed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A worker whose connection to the broker breaks loses nothing, and makes nothing twice into two. */
class BrokerLossTest {
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
    void aBatchIsTakenUpAgain() {
        View slow = new View(384, 384, 10, 20, 64, false, false, 0, ImageFormat.PNG, DevicePolicy.AUTO);
        TaskAssignment first = Tasks.view(scene, slow, Tasks.TIMEOUT);
        TaskAssignment second = Tasks.view(scene, 11);
        bed.publish(Queue.LIGHT, first, second);
        EngineProcesses.rendering(bed, first.taskId());

        breakConnection();

        bed.events().awaitResult(second.taskId());
        assertThat(picturesOf(first)).hasSize(1);
        assertThat(picturesOf(second)).hasSize(1);
        await().until(() -> bed.worker().getBean(TasksInHand.class).ids().isEmpty());
        await().until(() -> bed.waiting(Queue.LIGHT.amqpName()) == 0);
    }

    @Test
    void itHearsOfCancelsAgain() {
        breakConnection();
        await().until(() -> bed.health().getStatus().equals(Status.UP));
        TaskAssignment endless = Tasks.view(scene, Tasks.endless(), Tasks.TIMEOUT);
        bed.publish(Queue.LIGHT, endless);
        EngineProcesses.rendering(bed, endless.taskId());

        // The control queue may come back a moment after the consumers of batches.
        await().until(() -> {
            bed.control(new CancelTasks(Set.of(endless.taskId())));
            return bed.worker().getBean(TasksInHand.class).ids().isEmpty();
        });
        assertThat(bed.events().of(endless.taskId())).allMatch(TaskEvent.Started.class::isInstance);
    }

    private static void breakConnection() {
        bed.worker().getBean(CachingConnectionFactory.class).resetConnection();
    }

    private static Set<List<OutputFile>> picturesOf(TaskAssignment task) {
        return bed.events().of(task.taskId()).stream().filter(TaskEvent.Succeeded.class::isInstance)
                .map(event -> ((TaskEvent.Succeeded) event).result().outputs()).collect(Collectors.toSet());
    }
}
