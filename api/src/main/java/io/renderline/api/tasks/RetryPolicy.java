package io.renderline.api.tasks;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often a task is tried again after a failure that may pass.
 *
 * @param attempts how many attempts a task has in all, at least 1
 * @param firstDelay how long the second attempt waits; each further one waits twice as long as the one before
 * @param firstStorageDelay the same after the blob store could not be used, which is tried again without end
 * @param longestStorageDelay the longest wait for the blob store
 */
@ConfigurationProperties("renderline.retry")
record RetryPolicy(@DefaultValue("3") int attempts, @DefaultValue("2s") Duration firstDelay,
        @DefaultValue("10s") Duration firstStorageDelay, @DefaultValue("5m") Duration longestStorageDelay) {
    RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException("renderline.retry.attempts is " + attempts + "; it must be at least 1");
        }
        if (firstDelay.isNegative() || firstStorageDelay.isNegative() || longestStorageDelay.isNegative()) {
            throw new IllegalArgumentException("renderline.retry.first-delay, first-storage-delay and"
                    + " longest-storage-delay must not be negative");
        }
    }

    /** How long to wait after the blob store could not be used for the {@code times}th time. */
    Duration storageDelay(int times) {
        Duration delay = firstStorageDelay.multipliedBy(1L << Math.min(times - 1, 20));
        return delay.compareTo(longestStorageDelay) < 0 ? delay : longestStorageDelay;
    }

    /** How long to wait after attempt number {@code attempt} has failed. */
    Duration delayAfter(int attempt) {
        return firstDelay.multipliedBy(1L << Math.min(attempt - 1, 20));
    }
}
