package io.renderline.api.tasks;

import org.jspecify.annotations.Nullable;

import io.renderline.core.key.CacheKey;
import io.renderline.core.task.Queue;
import io.renderline.core.task.TaskSpec;

/**
 * A task that a job needs.
 *
 * @param deliverable whether what it makes is what the client asked for
 * @param scene the cache key of the scene that it renders; tasks with the same one travel together. Null for tasks that
 *        need none
 * @param label what the client calls what it makes, e.g. the name of a view; null for what has no name of its own
 */
public record PlannedTask(TaskSpec spec, Queue queue, boolean deliverable, @Nullable CacheKey scene,
        @Nullable String label) {
    /** A task without a label. */
    public PlannedTask(TaskSpec spec, Queue queue, boolean deliverable, @Nullable CacheKey scene) {
        this(spec, queue, deliverable, scene, null);
    }
}
