package io.renderline.api.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.core.RabbitAdmin;

import io.renderline.api.tasks.TaskState;
import io.renderline.core.message.MessageJson;
import io.renderline.core.task.Lane;
import io.renderline.core.task.Queue;

import static io.renderline.api.tasks.PlanBuilder.aStill;
import static org.assertj.core.api.Assertions.assertThat;

class MissingTasksTest {
    private final DispatchedTasks rail = new DispatchedTasks();
    private Instant now = Instant.EPOCH;
    private final MissingTasks missing = new MissingTasks(rail.tasks.jdbc, rail.tasks.transaction, rail.tasks.failure,
            new RabbitAdmin(rail.rabbit), () -> now);
    private final UUID task = rail.tasks.tasksOf(rail.tasks.submit(aStill().graph())).getFirst();

    @AfterEach
    void close() {
        rail.close();
    }

    @Test
    void aTaskWhoseMessageTheBrokerHasLostIsPublishedAgain() {
        rail.tasks.queued(task);

        assertThat(stateAfterLookingForLongEnough()).isEqualTo(TaskState.READY);
        assertThat(rail.tasks.column(task, "error_message")).contains("lost this task's message");
    }

    @Test
    void aTaskThatWaitsInItsQueueIsNotMissing() throws InterruptedException {
        rail.tasks.queued(task);
        rail.lay(Queue.CPU, Lane.ORDINARY);

        assertThat(stateAfterLookingForLongEnough()).isEqualTo(TaskState.QUEUED);
    }

    @Test
    void anUrgentTaskIsLookedForInTheExpressLane() throws InterruptedException {
        rail.tasks.queued(task);
        rail.tasks.jdbc.sql("UPDATE task SET express = true").update();
        rail.lay(Queue.CPU, Lane.EXPRESS);

        assertThat(stateAfterLookingForLongEnough()).isEqualTo(TaskState.QUEUED);
    }

    @Test
    void aTaskThatALiveWorkerHasIsNotMissingWhereverItIs() {
        rail.tasks.queued(task);
        workerWith(task);
        assertThat(stateAfterLookingForLongEnough()).isEqualTo(TaskState.QUEUED);

        rail.tasks.started(task);
        assertThat(stateAfterLookingForLongEnough()).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void aTaskThatItsLiveWorkerKnowsNothingOfCostsAnAttempt() {
        rail.tasks.running(task);
        workerWith(UUID.randomUUID());

        assertThat(stateAfterLookingForLongEnough()).isEqualTo(TaskState.READY);
        assertThat(rail.tasks.column(task, "error_code")).isEqualTo("WORKER_LOST");
    }

    @Test
    void oneMomentIsNotEnough() {
        rail.tasks.running(task);
        missing.look();
        now = now.plus(MissingTasks.PATIENCE.minusSeconds(1));
        missing.look();

        assertThat(rail.tasks.state(task)).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void anotherAttemptIsAnotherMatter() {
        rail.tasks.running(task);
        missing.look();
        rail.tasks.jdbc.sql("UPDATE task SET attempt = attempt + 1").update();
        now = now.plus(MissingTasks.PATIENCE);
        missing.look();

        assertThat(rail.tasks.state(task)).isEqualTo(TaskState.RUNNING);
    }

    private TaskState stateAfterLookingForLongEnough() {
        missing.look();
        now = now.plus(MissingTasks.PATIENCE).plus(Duration.ofMillis(1));
        missing.look();
        return rail.tasks.state(task);
    }

    private void workerWith(UUID inHand) {
        rail.tasks.jdbc.sql("""
                INSERT INTO worker (name, heartbeat, started_at, last_seen_at)
                VALUES ('worker', jsonb_build_object('running', ?::jsonb), now(), now())""")
                .param(new String(MessageJson.write(new UUID[]{inHand}), java.nio.charset.StandardCharsets.UTF_8))
                .update();
    }
}
