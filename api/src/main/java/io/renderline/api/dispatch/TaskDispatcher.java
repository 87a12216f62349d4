package io.renderline.api.dispatch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import io.renderline.api.tasks.LostInputs;
import io.renderline.api.tasks.WorkerControl;
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
    private static final Failure LOST = new Failure(FailureCode.INPUT_LOST,
            "What this task reads was lost after it was planned.");

    private final ReadyTasks readyTasks;
    private final AssignmentReader assignments;
    private final ConfirmingPublisher publisher;
    private final LostInputs lostInputs;
    private final TransactionTemplate transaction;
    private final WorkerControl workers;
    private final DispatchMeters meters;

    TaskDispatcher(ReadyTasks readyTasks, AssignmentReader assignments, ConfirmingPublisher publisher,
            LostInputs lostInputs, TransactionTemplate transaction, WorkerControl workers, DispatchMeters meters) {
        this.readyTasks = readyTasks;
        this.assignments = assignments;
        this.publisher = publisher;
        this.lostInputs = lostInputs;
        this.transaction = transaction;
        this.workers = workers;
        this.meters = meters;
    }

    /**
     * Fills the queue's window.
     *
     * @return how many batches were published
     * @throws PublishFailedException when the broker did not take them; nothing has changed then
     */
    int dispatch(Queue queue) {
        Set<UUID> stop = new HashSet<>();
        Integer published = transaction.execute(status -> readyTasks.holdQueue(queue) ? fill(queue, stop) : 0);
        if (!stop.isEmpty()) {
            workers.stop(stop);
        }
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

    private int fill(Queue queue, Set<UUID> stop) {
        int room = readyTasks.room(queue);
        List<ReadyTasks.Batch> claimed = room > 0 ? readyTasks.claim(queue, room) : List.of();
        if (claimed.isEmpty()) {
            return 0;
        }
        var read = assignments.read(claimed.stream().flatMap(batch -> batch.tasks().stream()).toList());
        read.inputLost().forEach((id, attempt) -> stop.addAll(lostInputs.recover(id, attempt, null, LOST)));
        Map<UUID, TaskAssignment> ready = new HashMap<>();
        read.ready().forEach(task -> ready.put(task.taskId(), task));
        List<Outgoing> batches = new ArrayList<>();
        for (ReadyTasks.Batch batch : claimed) {
            List<TaskAssignment> tasks = batch.tasks().stream().map(ready::get).filter(Objects::nonNull).toList();
            if (!tasks.isEmpty()) {
                TaskBatch sent = new TaskBatch(batch.id(), queue, tasks);
                batches.add(new Outgoing(Topology.TASKS, queue.label(), sent, sent.origin()));
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
