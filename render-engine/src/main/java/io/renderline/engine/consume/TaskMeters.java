package io.renderline.engine.consume;

import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.renderline.core.message.TaskResult;
import io.renderline.core.task.TaskType;

/** Counts and times tasks by type and outcome, the engine's share of it, and warm against cold renders. */
final class TaskMeters {
    private final MeterRegistry registry;

    TaskMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void record(TaskType type, TaskOutcome outcome, Duration total) {
        Timer.builder("renderline.task").description("From the start of a task to its reported outcome")
                .tag("type", type.label()).tag("outcome", label(outcome)).publishPercentileHistogram()
                .register(registry).record(total);
        if (outcome instanceof TaskOutcome.Succeeded(TaskResult result)) {
            Timer.builder("renderline.engine").description("Time that the engine itself worked")
                    .tag("type", type.label()).tag("warm", String.valueOf(result.warm())).register(registry)
                    .record(Duration.ofMillis(result.engineMillis()));
        }
    }

    private static String label(TaskOutcome outcome) {
        return switch (outcome) {
            case TaskOutcome.Succeeded _ -> "succeeded";
            case TaskOutcome.Remembered _ -> "remembered";
            case TaskOutcome.Failed _ -> "failed";
            case TaskOutcome.Cancelled _ -> "cancelled";
            case TaskOutcome.HandedBack _ -> "handed_back";
        };
    }
}
