package io.renderline.core.message;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.renderline.core.task.Queue;
import io.renderline.core.trace.TaskOrigin;

/**
 * The tasks that travel in one message, because they share a prepared scene. They are run in this order by one slot of one
 * worker, and the message is acknowledged when the events of all of them are confirmed.
 *
 * @param tasks at least one
 */
public record TaskBatch(UUID id, Queue queue, List<TaskAssignment> tasks) {
    public TaskBatch {
        tasks = List.copyOf(tasks);
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("A batch holds at least one task");
        }
    }

    /** What the batch is followed by: its first task stands for all. */
    public @Nullable TaskOrigin origin() {
        return tasks.getFirst().origin();
    }
}
