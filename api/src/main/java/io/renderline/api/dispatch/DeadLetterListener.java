package io.renderline.api.dispatch;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import io.renderline.api.tasks.TaskFailure;
import io.renderline.api.tasks.TaskState;
import io.renderline.api.tasks.WorkerControl;
import io.renderline.core.failure.Failure;
import io.renderline.core.failure.FailureCode;
import io.renderline.core.message.MessageJson;
import io.renderline.core.message.TaskAssignment;
import io.renderline.core.message.TaskBatch;

/**
 * Judges what the broker has delivered too often. Its count proves nothing: when a connection breaks, the broker finds the
 * channels of that worker's slots closed one after the other, delivers the batch of the first to the next one, and counts each.
 * A worker of eight slots that is killed once can use up a batch's deliveries. So the task of the batch that was running fails
 * only when as many workers have begun it as a task has attempts, and none has said how it ended. Otherwise it is published
 * again, as are the others of the batch, which only travelled with it.
 */
@Component
class DeadLetterListener implements MessageListener {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterListener.class);
    private static final Failure CRASHED = new Failure(FailureCode.WORKER_CRASHED,
            "Each worker that was given this task ended unexpectedly on it, until no other one was tried. Look into the"
                    + " workers' logs and the system's for what killed them; a model that needs more memory than there is"
                    + " does this.");
    private static final Failure COMPANION = new Failure(FailureCode.WORKER_LOST,
            "The worker ended unexpectedly on another task of the same scene.");
    private static final Failure GIVEN_UP = new Failure(FailureCode.WORKER_LOST,
            "The worker's connection was lost, and the broker has delivered this task too often.");

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final TaskFailure failure;
    private final WorkerControl workers;
    private final DispatchMeters meters;

    DeadLetterListener(JdbcClient jdbc, TransactionTemplate transaction, TaskFailure failure, WorkerControl workers,
            DispatchMeters meters) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.failure = failure;
        this.workers = workers;
        this.meters = meters;
    }

    @Override
    public void onMessage(Message message) {
        meters.deadLetter();
        TaskBatch batch;
        try {
            batch = MessageJson.read(message.getBody(), TaskBatch.class);
        } catch (IOException e) {
            LOG.error("A dead message of {} bytes is no task batch: {}", message.getBody().length, e.getMessage(), e);
            return;
        }
        LOG.error("Batch {} was delivered too often", batch.id());
        Set<UUID> stop = new HashSet<>();
        DatabasePatience.untilCommitted("The tasks of a dead batch", () -> transaction
                .executeWithoutResult(status -> batch.tasks().forEach(task -> stop.addAll(bury(task)))));
        if (!stop.isEmpty()) {
            workers.stop(stop);
        }
    }

    private record Buried(TaskState state, int begun) {}

    private Set<UUID> bury(TaskAssignment task) {
        Buried buried = jdbc.sql("SELECT state, begun FROM task WHERE id = ? FOR UPDATE").param(task.taskId())
                .query(Buried.class).optional().orElse(new Buried(TaskState.CANCELLED, 0));
        boolean ran = buried.state() == TaskState.RUNNING;
        if (ran && failure.hasEndedWorkers(buried.begun())) {
            return failure.fail(task.taskId(), task.attempt(), CRASHED);
        }
        failure.requeue(task.taskId(), task.attempt(), ran ? GIVEN_UP : COMPANION);
        return Set.of();
    }
}
