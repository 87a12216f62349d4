package io.renderline.core.message;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.renderline.core.key.CacheKey;
import io.renderline.core.task.TaskParameters;
import io.renderline.core.trace.TaskOrigin;

/**
 * One attempt at one task, with all that a worker needs for it.
 *
 * @param attempt 1 for the first; events carry it back, so that a late failure of an earlier attempt changes nothing
 * @param engine the engine and version that {@code cacheKey} was made for, e.g. {@code blender 4.5.15}
 * @param inputs by the input's name
 * @param timeout how long it may run before its engine is killed
 * @param origin what it is followed by; null: nothing, as from an older api
 */
public record TaskAssignment(UUID taskId, int attempt, CacheKey cacheKey, String engine, TaskParameters parameters,
        Map<String, InputFile> inputs, Duration timeout, @Nullable TaskOrigin origin) {
    public TaskAssignment {
        inputs = Map.copyOf(inputs);
        if (attempt < 1) {
            throw new IllegalArgumentException("attempt is " + attempt + "; it must be at least 1");
        }
    }

    /** An assignment that is not followed. */
    public TaskAssignment(UUID taskId, int attempt, CacheKey cacheKey, String engine, TaskParameters parameters,
            Map<String, InputFile> inputs, Duration timeout) {
        this(taskId, attempt, cacheKey, engine, parameters, inputs, timeout, null);
    }

    /** The same at the next step of its trace. */
    public TaskAssignment atNextStep() {
        return origin == null
                ? this
                : new TaskAssignment(taskId, attempt, cacheKey, engine, parameters, inputs, timeout, origin.next());
    }
}
