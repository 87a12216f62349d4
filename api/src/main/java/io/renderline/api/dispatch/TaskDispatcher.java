package io.renderline.api.dispatch;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
import io.renderline.core.task.Lane;
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

    private final QueueRoom rooms;
    private final ReadyTasks readyTasks;
    private final UrgentTasks urgentTasks;
    private final AssignmentReader assignments;
    private final ConfirmingPublisher publisher;
    private final LostInputs lostInputs;
    private final TransactionTemplate transaction;
    private final WorkerControl workers;
    private final DispatchMeters meters;

    TaskDispatcher(QueueRoom rooms, ReadyTasks readyTasks, UrgentTasks urgentTasks, AssignmentReader assignments,
            ConfirmingPublisher publisher, LostInputs lostInputs, TransactionTemplate transaction,
            WorkerControl workers, DispatchMeters meters) {
        this.rooms = rooms;
        this.readyTasks = readyTasks;
        this.urgentTasks = urgentTasks;
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
        Map<Lane, Integer> published = transaction
                .execute(status -> readyTasks.holdQueue(queue) ? fill(queue, stop) : Map.of());
        if (!stop.isEmpty()) {
            workers.stop(stop);
        }
        if (published == null) {
            return 0;
        }
        published.forEach((lane, batches) -> meters.published(queue, lane, batches));
        return published.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The queues that have something to dispatch. */
    Set<Queue> queuesWithWork() {
        return readyTasks.queuesWithWork();
    }

    private Map<Lane, Integer> fill(Queue queue, Set<UUID> stop) {
        List<Claimed> claimed = claim(queue);
        if (claimed.isEmpty()) {
            return Map.of();
        }
        var read = assignments.read(claimed.stream().flatMap(each -> each.batch().tasks().stream()).toList());
        read.inputLost().forEach((id, attempt) -> stop.addAll(lostInputs.recover(id, attempt, null, LOST)));
        Map<UUID, TaskAssignment> ready = new HashMap<>();
        read.ready().forEach(task -> ready.put(task.taskId(), task));
        List<Outgoing> batches = new ArrayList<>();
        Map<Lane, Integer> counts = new EnumMap<>(Lane.class);
        for (Claimed each : claimed) {
            each.message(queue, ready).ifPresent(message -> {
                batches.add(message);
                counts.merge(each.lane(), 1, Integer::sum);
            });
        }
        publish(batches);
        return counts;
    }

    /** A batch that was taken off the table, and the lane by which it goes. */
    private record Claimed(Lane lane, ReadyTasks.Batch batch) {
        /** What goes to the broker; nothing when none of the tasks is among those that are {@code ready}. */
        Optional<Outgoing> message(Queue queue, Map<UUID, TaskAssignment> ready) {
            List<TaskAssignment> tasks = batch.tasks().stream().map(ready::get).filter(Objects::nonNull).toList();
            if (tasks.isEmpty()) {
                return Optional.empty();
            }
            TaskBatch sent = new TaskBatch(batch.id(), queue, tasks);
            return Optional.of(new Outgoing(Topology.TASKS, lane.routingKey(queue), sent, sent.origin()));
        }
    }

    /**
     * Takes what may be published. Urgent tasks go by the express lane. What it does not hold of them goes by the ordinary one
     * too, but not behind less urgent work that lies there; and no less urgent work goes before them.
     */
    private List<Claimed> claim(Queue queue) {
        QueueRoom.Room room = rooms.of(queue);
        List<Claimed> claimed = new ArrayList<>();
        if (room.urgentWaits() && room.express() > 0) {
            urgentTasks.claim(queue, room.express()).forEach(batch -> claimed.add(new Claimed(Lane.EXPRESS, batch)));
        }
        boolean waitsForExpress = room.urgentWaits() && room.hasExpress() && room.lessUrgentWaits()
                && urgentTasks.areLeft(queue);
        if (room.ordinary() > 0 && !waitsForExpress) {
            readyTasks.claim(queue, room.ordinary()).forEach(batch -> claimed.add(new Claimed(Lane.ORDINARY, batch)));
        }
        return claimed;
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
