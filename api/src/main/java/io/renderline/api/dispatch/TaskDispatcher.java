package io.renderline.api.dispatch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import io.renderline.api.tasks.TaskFailure;
import io.renderline.core.failure.Failure;
import io.renderline.core.failure.FailureCode;
import io.renderline.core.message.TaskAssignment;
import io.renderline.core.message.TaskBatch;
import io.renderline.core.messaging.ConfirmingPublisher;
import io.renderline.core.messaging.ConfirmingPublisher.Outgoing;
import io.renderline.core.messaging.PublishFailedException;
import io.renderline.core.messaging.Topology;
import io.renderline.core.task.Queue;

/**
 * Publishes ready tasks until their queue's window is full.
 *
 * <p>The task table is the outbox: tasks are QUEUED in the same transaction that publishes them, and it commits only when the
 * broker has confirmed them all. When the process dies in between, they are READY as before and are published once more;
 * that is harmless, since the second run finds the memo of the first.
 */
@Component
class TaskDispatcher {
    private final ReadyTasks readyTasks;
    private final AssignmentReader assignments;
    private final ConfirmingPublisher publisher;
    private final TaskFailure failure;
    private final TransactionTemplate transaction;
    private final DispatchMeters meters;

    TaskDispatcher(ReadyTasks readyTasks, AssignmentReader assignments, ConfirmingPublisher publisher,
            TaskFailure failure, TransactionTemplate transaction, DispatchMeters meters) {
        this.readyTasks = readyTasks;
        this.assignments = assignments;
        this.publisher = publisher;
        this.failure = failure;
        this.transaction = transaction;
        this.meters = meters;
    }

    /**
     * Fills the queue's window.
     *
     * @return how many batches were published
     * @throws PublishFailedException when the broker did not take them; nothing has changed then
     */
    int dispatch(Queue queue) {
        Integer published = transaction.execute(status -> readyTasks.holdQueue(queue) ? fill(queue) : 0);
        if (published == null || published == 0) {
            return 0;
        }
        meters.published(queue, published);
        return published;
    }

    /** The queues that have something to dispatch. */
    Set<Queue> queuesWithWork() {
        return readyTasks.queuesWithWork();
    }

    private int fill(Queue queue) {
        int room = readyTasks.room(queue);
        List<ReadyTasks.Batch> claimed = room > 0 ? readyTasks.claim(queue, room) : List.of();
        if (claimed.isEmpty()) {
            return 0;
        }
        var read = assignments.read(claimed.stream().flatMap(batch -> batch.tasks().stream()).toList());
        read.inputLost().forEach((id, attempt) -> failure.fail(id, attempt, new Failure(FailureCode.INPUT_LOST,
                "What this task reads was removed from the store after it was planned. Retry the job: it is made again.")));
        Map<UUID, TaskAssignment> ready = new HashMap<>();
        read.ready().forEach(task -> ready.put(task.taskId(), task));
        List<Outgoing> batches = new ArrayList<>();
        for (ReadyTasks.Batch batch : claimed) {
            List<TaskAssignment> tasks = batch.tasks().stream().map(ready::get).filter(Objects::nonNull).toList();
            if (!tasks.isEmpty()) {
                batches.add(new Outgoing(Topology.TASKS, queue.label(), new TaskBatch(batch.id(), queue, tasks)));
            }
        }
        publish(batches);
        return batches.size();
    }

    private void publish(List<Outgoing> batches) {
        try {
            publisher.publishAll(batches);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PublishFailedException("Interrupted while the broker was to confirm", e);
        }
    }
}
