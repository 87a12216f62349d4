package io.renderline.api.dispatch;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;

import io.renderline.api.tasks.JobState;
import io.renderline.api.tasks.StoredTasks;
import io.renderline.api.tasks.TaskState;
import io.renderline.core.failure.FailureCode;
import io.renderline.core.message.MessageJson;
import io.renderline.core.message.TaskBatch;
import io.renderline.core.task.Queue;

import static io.renderline.api.tasks.PlanBuilder.aStill;
import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of a batch that the broker has delivered too often. */
class DeadLetterListenerTest {
    private final DispatchedTasks rail = new DispatchedTasks();
    private final DeadLetterListener listener = new DeadLetterListener(rail.tasks.jdbc, rail.tasks.transaction,
            rail.tasks.failure, rail.tasks.stopped::addAll, new DispatchMeters(rail.tasks.meters));
    private final UUID job = rail.tasks.submit(aStill().from(0, 90).graph());
    private final UUID first;
    private final UUID second;
    private final TaskBatch batch;

    DeadLetterListenerTest() {
        List<UUID> ids = rail.tasks.tasksOf(job);
        rail.tasks.made(ids.get(0));
        rail.tasks.made(ids.get(1));
        first = ids.get(2);
        second = ids.get(3);
        batch = published();
        assertThat(batch.tasks()).as("views of one scene").hasSize(2);
    }

    @AfterEach
    void close() {
        rail.close();
    }

    @Test
    void theTaskThatEndedItsWorkersFailsWithItsJob() {
        begun(second, StoredTasks.ATTEMPTS);

        bury(batch);

        assertThat(rail.tasks.state(second)).isEqualTo(TaskState.FAILED);
        assertThat(rail.tasks.column(second, "error_code")).isEqualTo("WORKER_CRASHED");
        assertThat(rail.tasks.jobState(job)).isEqualTo(JobState.FAILED);
    }

    @Test
    void theTaskOfFewerWorkersIsPublishedAgainHoweverOftenTheBrokerHasCounted() {
        begun(second, StoredTasks.ATTEMPTS - 1);

        bury(batch);

        assertThat(rail.tasks.state(second)).isEqualTo(TaskState.READY);
        assertThat(rail.tasks.column(second, "error_code")).isEqualTo("WORKER_LOST");
        assertThat(rail.tasks.jobState(job)).isEqualTo(JobState.RUNNING);
    }

    @Test
    void workersAreCountedOnWhenTheTaskIsPublishedAgain() {
        begun(second, StoredTasks.ATTEMPTS - 1);
        bury(batch);
        TaskBatch again = published();
        begun(second, 1);

        bury(again);

        assertThat(rail.tasks.state(second)).isEqualTo(TaskState.FAILED);
    }

    @Test
    void aWorkerThatSaysHowItEndedHasNotBeenEndedByIt() {
        begun(second, StoredTasks.ATTEMPTS - 1);
        rail.tasks.failed(second, FailureCode.ENGINE_CRASHED);
        rail.tasks.jdbc.sql("UPDATE task SET not_before = now()").update();
        TaskBatch again = published();
        begun(second, 1);

        bury(again);

        assertThat(rail.tasks.state(second)).isEqualTo(TaskState.READY);
    }

    @Test
    void whatOnlyTravelledWithItIsPublishedAgain() {
        UUID other = rail.tasks.submit(aStill().from(0).graph());
        begun(second, StoredTasks.ATTEMPTS);

        bury(batch);

        assertThat(rail.tasks.state(first)).isEqualTo(TaskState.READY);
        assertThat(rail.tasks.jobState(other)).isEqualTo(JobState.QUEUED);
        assertThat(published().tasks()).singleElement()
                .satisfies(task -> assertThat(task.taskId()).isEqualTo(first));
    }

    @Test
    void whatIsDoneStaysDone() {
        rail.tasks.started(first);
        rail.tasks.succeeded(first);
        rail.tasks.started(second);

        bury(batch);

        assertThat(rail.tasks.state(first)).isEqualTo(TaskState.SUCCEEDED);
    }

    @Test
    void aBatchOfAnEarlierAttemptEndsNothing() {
        rail.tasks.queued(first);
        rail.tasks.running(second);
        String batchOfFirst = rail.tasks.column(first, "batch_id");

        bury(batch);

        assertThat(rail.tasks.state(first)).as("travels in another batch").isEqualTo(TaskState.QUEUED);
        assertThat(rail.tasks.column(first, "batch_id")).isEqualTo(batchOfFirst);
        assertThat(rail.tasks.state(second)).as("runs again").isEqualTo(TaskState.RUNNING);
        assertThat(rail.tasks.jobState(job)).isEqualTo(JobState.RUNNING);
    }

    @Test
    void whatIsNoBatchIsPassedOver() {
        listener.onMessage(new Message("no JSON".getBytes(StandardCharsets.UTF_8)));

        assertThat(rail.tasks.state(first)).isEqualTo(TaskState.QUEUED);
    }

    private TaskBatch published() {
        rail.dispatcher.dispatch(Queue.LIGHT);
        return rail.received(Queue.LIGHT).getFirst();
    }

    /** So many workers begin the task, one after the other. */
    private void begun(UUID task, int workers) {
        for (int i = 0; i < workers; i++) {
            rail.tasks.started(task);
        }
    }

    private void bury(TaskBatch dead) {
        listener.onMessage(new Message(MessageJson.write(dead)));
    }
}
