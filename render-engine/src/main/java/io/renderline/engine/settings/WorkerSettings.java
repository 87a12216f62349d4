package io.renderline.engine.settings;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.context.properties.bind.DefaultValue;

import io.renderline.core.message.WorkerHeartbeat.QueueSlots;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.Queue;

/**
 * What this worker serves.
 *
 * @param role part of the worker's name, e.g. {@code light}
 * @param slots how many batches of a queue run at once, or {@code auto}: one for each GPU; a queue that is not named or has
 *        0 is not served
 * @param expressSlots how many batches of urgent work run beside these, for each queue that is served; 0: urgent work takes
 *        its turn with the rest
 * @param device which devices may render here; a job can narrow it, never widen it
 * @param grace how long a stop in good order waits for what runs before it is killed and handed back
 * @param heartbeat time between two signs of life
 */
public record WorkerSettings(@DefaultValue("worker") String role, @DefaultValue Map<Queue, SlotCount> slots,
        @DefaultValue("1") int expressSlots,
        @DefaultValue("auto") DevicePolicy device, @DefaultValue("10s") Duration grace,
        @DefaultValue("10s") Duration heartbeat) {
    public WorkerSettings {
        SettingRules.require(role.matches("[a-z0-9-]{1,32}"),
                "renderline.worker.role is '" + role + "'; it must be 1 to 32 letters a-z, digits or '-'.");
        Map<Queue, SlotCount> served = new EnumMap<>(Queue.class);
        slots.forEach((queue, count) -> {
            if (count.isServed()) {
                served.put(queue, count);
            }
        });
        SettingRules.require(!served.isEmpty(), "This worker serves no queue. Set at least one of"
                + " renderline.worker.slots.heavy, .light and .cpu to 1 or more.");
        slots = Collections.unmodifiableMap(served);
        SettingRules.require(expressSlots >= 0 && expressSlots <= SlotCount.MOST, "renderline.worker.express-slots is "
                + expressSlots + "; it must be from 0 to " + SlotCount.MOST + ".");
        SettingRules.positive("renderline.worker.heartbeat", heartbeat);
        SettingRules.require(!grace.isNegative(), "renderline.worker.grace is " + grace + "; it cannot be negative.");
    }

    /** Whether any of this worker's queues carries views. */
    public boolean renders() {
        return slots.containsKey(Queue.LIGHT) || slots.containsKey(Queue.HEAVY);
    }

    /** The same with the express lanes. */
    public List<QueueSlots> serving(int gpus) {
        return slots(gpus).entrySet().stream()
                .map(served -> new QueueSlots(served.getKey(), served.getValue(), expressSlots)).toList();
    }

    /** How many batches of each queue run at once, on a worker that uses {@code gpus} GPUs. */
    public Map<Queue, Integer> slots(int gpus) {
        Map<Queue, Integer> counts = new EnumMap<>(Queue.class);
        slots.forEach((queue, count) -> counts.put(queue, count.with(gpus)));
        return counts;
    }
}
