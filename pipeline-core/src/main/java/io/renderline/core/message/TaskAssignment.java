package io.renderline.core.message;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import io.renderline.core.key.CacheKey;
import io.renderline.core.task.TaskParameters;

/**
 * One attempt at one task, with all that a worker needs for it.
 *
 * @param attempt 1 for the first; events carry it back, so that a late failure of an earlier attempt changes nothing
 * @param engine the engine and version that {@code cacheKey} was made for, e.g. {@code blender 4.5.15}
 * @param inputs by the input's name
 * @param timeout how long it may run before its engine is killed
 */
public record TaskAssignment(UUID taskId, int attempt, CacheKey cacheKey, String engine, TaskParameters parameters,
        Map<String, InputFile> inputs, Duration timeout) {
    public TaskAssignment {
        inputs = Map.copyOf(inputs);
        if (attempt < 1) {
            throw new IllegalArgumentException("attempt is " + attempt + "; it must be at least 1");
        }
    }
}
