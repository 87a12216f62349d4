package io.renderline.api.tasks;

import java.util.List;

/**
 * All tasks from a job's sources to what it delivers, whether made already or not.
 *
 * @param tasks each after those that make its inputs, no cache key twice
 */
public record TaskGraph(List<PlannedTask> tasks) {
    public TaskGraph {
        tasks = List.copyOf(tasks);
    }
}
