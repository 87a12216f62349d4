package io.renderline.engine.control;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.renderline.core.task.Lane;

/**
 * The tasks of all batches that this worker has taken and not finished. A cancel concerns only these: one that comes before
 * its batch is remembered nowhere, since the same task may come again when its job is retried. Instead the api answers
 * the started event of a cancelled task with the cancel.
 */
public final class TasksInHand {
    private final Set<TaskInHand> tasks = ConcurrentHashMap.newKeySet();

    /** The worker has taken the task. */
    public TaskInHand take(UUID id, Lane lane) {
        TaskInHand task = new TaskInHand(id, lane);
        tasks.add(task);
        return task;
    }

    /** The task's outcome is reported, or it was handed back. */
    public void drop(TaskInHand task) {
        tasks.remove(task);
    }

    public Set<UUID> ids() {
        return tasks.stream().map(TaskInHand::id).collect(Collectors.toUnmodifiableSet());
    }

    /** Ends those of {@code ids} that are in hand. */
    public void cancel(Set<UUID> ids) {
        tasks.stream().filter(task -> ids.contains(task.id())).forEach(task -> task.end(TaskInHand.Ending.CANCELLED));
    }

    /** Ends all. */
    public void stopAll() {
        tasks.forEach(task -> task.end(TaskInHand.Ending.STOPPED));
    }
}
