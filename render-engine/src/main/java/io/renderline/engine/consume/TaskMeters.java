package io.renderline.engine.consume;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.renderline.core.measure.DurationHistogram;
import io.renderline.core.message.DeviceUsed;
import io.renderline.core.message.TaskResult;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.SceneFrame;
import io.renderline.core.task.TaskParameters;
import io.renderline.core.task.TaskType;
import io.renderline.core.task.View;

/**
 * Counts and times what this worker does, the engine's share of it, and warm against cold renders by device. All of it is
 * there from the start, as 0.
 */
final class TaskMeters {
    private static final List<String> OUTCOMES = List.of("succeeded", "remembered", "failed", "cancelled",
            "handed_back");
    private static final List<String> DEVICES = List.of("cpu", "gpu");

    private final MeterRegistry registry;

    TaskMeters(MeterRegistry registry, Set<TaskType> types) {
        this.registry = registry;
        for (TaskType type : types) {
            OUTCOMES.forEach(outcome -> tasks(type, outcome));
            engine(type);
        }
        for (String device : DEVICES) {
            for (DevicePolicy asked : DevicePolicy.values()) {
                renders(device, asked, true);
                renders(device, asked, false);
            }
        }
    }

    void record(TaskParameters parameters, TaskOutcome outcome, Duration total) {
        TaskType type = parameters.type();
        tasks(type, label(outcome)).record(total);
        if (outcome instanceof TaskOutcome.Succeeded(TaskResult result)) {
            engine(type).increment(result.engineMillis() / 1000.0);
            DeviceUsed device = result.device();
            if (device != null && parameters instanceof View view) {
                renders(device.type(), view.device(), result.warm()).increment();
            } else if (device != null && parameters instanceof SceneFrame frame) {
                renders(device.type(), frame.device(), result.warm()).increment();
            }
        }
    }

    private Timer tasks(TaskType type, String outcome) {
        return DurationHistogram.named("renderline.worker.tasks")
                .description("From the start of a task at this worker to its reported outcome")
                .tag("type", type.label()).tag("outcome", outcome).register(registry);
    }

    private Counter engine(TaskType type) {
        return Counter.builder("renderline.worker.engine").baseUnit("seconds")
                .description("Time that the engine itself worked").tag("type", type.label()).register(registry);
    }

    private Counter renders(String device, DevicePolicy asked, boolean warm) {
        return Counter.builder("renderline.render.views")
                .description("Views rendered, by device, what the job asked for, and whether the scene was in memory")
                .tag("device", device).tag("asked", asked.label()).tag("scene", warm ? "warm" : "cold")
                .register(registry);
    }

    static String label(TaskOutcome outcome) {
        return switch (outcome) {
            case TaskOutcome.Succeeded _ -> "succeeded";
            case TaskOutcome.Remembered _ -> "remembered";
            case TaskOutcome.Failed _ -> "failed";
            case TaskOutcome.Cancelled _ -> "cancelled";
            case TaskOutcome.HandedBack _ -> "handed_back";
        };
    }
}
