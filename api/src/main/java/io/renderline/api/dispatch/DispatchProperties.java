package io.renderline.api.dispatch;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.renderline.core.task.Queue;
import io.renderline.core.task.TaskType;

/**
 * How tasks get to their queues.
 *
 * @param poll how often is looked for ready tasks when no notification comes
 * @param smallestWindow how many batches may wait in a queue at the broker, whatever serves it; at least 1
 * @param windowPerSlot how many batches may wait in a queue at the broker for each slot that serves it; at least 1
 * @param batchSize how many tasks of one scene travel together, by queue; 1 where a queue is not named
 * @param timeouts how long one task may run before its engine is killed, by task type; an hour where a type is not named
 */
@ConfigurationProperties("renderline.dispatch")
record DispatchProperties(@DefaultValue("1s") Duration poll, @DefaultValue("2") int smallestWindow,
        @DefaultValue("2") int windowPerSlot, @DefaultValue Map<Queue, Integer> batchSize,
        @DefaultValue Map<TaskType, Duration> timeouts) {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofHours(1);

    DispatchProperties {
        requirePositive("smallest-window", smallestWindow);
        requirePositive("window-per-slot", windowPerSlot);
        batchSize.forEach((queue, size) -> requirePositive("batch-size." + queue.label(), size));
        batchSize = batchSize.isEmpty() ? Map.of() : new EnumMap<>(batchSize);
        timeouts = timeouts.isEmpty() ? Map.of() : new EnumMap<>(timeouts);
    }

    int batchSizeOf(Queue queue) {
        return batchSize.getOrDefault(queue, 1);
    }

    Duration timeoutOf(TaskType type) {
        return timeouts.getOrDefault(type, DEFAULT_TIMEOUT);
    }

    /** How many batches may wait in a queue that {@code slots} slots serve. */
    int window(int slots) {
        return Math.max(smallestWindow, windowPerSlot * slots);
    }

    /** How many batches may wait in an express lane that {@code slots} slots serve; none where nobody serves it. */
    int expressWindow(int slots) {
        return windowPerSlot * slots;
    }

    private static void requirePositive(String property, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "renderline.dispatch." + property + " is " + value + "; it must be at least 1");
        }
    }
}
