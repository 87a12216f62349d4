package io.renderline.engine.settings;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

import org.springframework.boot.context.properties.bind.DefaultValue;

import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.Queue;

/**
 * What this worker serves.
 *
 * @param role part of the worker's name, e.g. {@code light}
 * @param slots how many batches of a queue run at once; a queue that is not named or has 0 is not served
 * @param expressSlots how many batches of urgent work run beside these, for each queue that is served; 0: urgent work takes
 *        its turn with the rest
 * @param device which devices may render here; a job can narrow it, never widen it
 * @param grace how long a stop in good order waits for what runs before it is killed and handed back
 * @param heartbeat time between two signs of life
 */
public record WorkerSettings(@DefaultValue("worker") String role, @DefaultValue Map<Queue, Integer> slots,
        @DefaultValue("1") int expressSlots,
        @DefaultValue("auto") DevicePolicy device, @DefaultValue("10s") Duration grace,
        @DefaultValue("10s") Duration heartbeat) {
    private static final int MOST_SLOTS = 64;

    public WorkerSettings {
        SettingRules.require(role.matches("[a-z0-9-]{1,32}"),
                "renderline.worker.role is '" + role + "'; it must be 1 to 32 letters a-z, digits or '-'.");
        slots.forEach((queue, count) -> SettingRules.require(count >= 0 && count <= MOST_SLOTS,
                "renderline.worker.slots." + queue.label() + " is " + count + "; it must be from 0 to " + MOST_SLOTS
                        + "."));
        Map<Queue, Integer> served = new EnumMap<>(Queue.class);
        slots.forEach((queue, count) -> {
            if (count > 0) {
                served.put(queue, count);
            }
        });
        SettingRules.require(!served.isEmpty(), "This worker serves no queue. Set at least one of"
                + " renderline.worker.slots.heavy, .light and .cpu to 1 or more.");
        slots = Collections.unmodifiableMap(served);
        SettingRules.require(expressSlots >= 0 && expressSlots <= MOST_SLOTS, "renderline.worker.express-slots is "
                + expressSlots + "; it must be from 0 to " + MOST_SLOTS + ".");
        SettingRules.positive("renderline.worker.heartbeat", heartbeat);
        SettingRules.require(!grace.isNegative(), "renderline.worker.grace is " + grace + "; it cannot be negative.");
    }

    /** Whether any of this worker's queues carries views. */
    public boolean renders() {
        return slots.containsKey(Queue.LIGHT) || slots.containsKey(Queue.HEAVY);
    }

    /** How many batches run at once, over all queues. */
    public int totalSlots() {
        return slots.values().stream().mapToInt(Integer::intValue).sum();
    }
}
