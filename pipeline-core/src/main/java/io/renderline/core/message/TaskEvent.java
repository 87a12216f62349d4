package io.renderline.core.message;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import io.renderline.core.failure.Failure;
import io.renderline.core.key.CacheKey;

/** What a worker reports of one attempt at one task. Delivered at least once, so that handling one twice must be harmless. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
        @JsonSubTypes.Type(value = TaskEvent.Started.class, name = "started"),
        @JsonSubTypes.Type(value = TaskEvent.Succeeded.class, name = "succeeded"),
        @JsonSubTypes.Type(value = TaskEvent.Failed.class, name = "failed")})
public sealed interface TaskEvent {
    UUID taskId();

    /** The attempt that this is of. */
    int attempt();

    /** The worker's name. */
    String worker();

    /** When it happened, by the worker's clock. */
    Instant at();

    /** The worker has begun. */
    record Started(UUID taskId, int attempt, String worker, Instant at) implements TaskEvent {}

    /** The outputs and the memo are stored. Welcome at any time: the cache key says that it is the same result. */
    record Succeeded(UUID taskId, int attempt, String worker, Instant at, CacheKey cacheKey, TaskResult result)
            implements
                TaskEvent {}

    /** This attempt has failed. */
    record Failed(UUID taskId, int attempt, String worker, Instant at, Failure failure) implements TaskEvent {}
}
