package io.renderline.core.task;

import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;

/**
 * What a task reads, named without looking at whether it exists yet: a source by its content, a made thing by the cache
 * key of the task that makes it. So every cache key of a plan is known before anything runs.
 */
public sealed interface TaskInput {
    /** An uploaded file. */
    record Source(Sha256 content) implements TaskInput {}

    /** The output {@code output} of the task with the cache key {@code maker}. */
    record Made(CacheKey maker, String output) implements TaskInput {}
}
