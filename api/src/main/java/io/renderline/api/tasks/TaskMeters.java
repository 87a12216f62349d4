package io.renderline.api.tasks;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.springframework.stereotype.Component;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.renderline.core.failure.FailureCode;
import io.renderline.core.measure.DurationHistogram;
import io.renderline.core.task.Lane;
import io.renderline.core.task.Queue;
import io.renderline.core.task.TaskType;

/**
 * Counts and times tasks. Each method counts when its transaction has committed. Every counter is there from the start,
 * so that what never happened is 0 and not unknown.
 */
@Component
class TaskMeters {
    private final MeterRegistry meters;

    /** How a planned task is answered. */
    enum Lookup {
        /** It was made before. */
        CACHED,
        /** Another job has it made already. */
        JOINED,
        /** It must be made. */
        MADE
    }

    /** How a task has ended. */
    enum Outcome {
        SUCCEEDED, FAILED, CANCELLED
    }

    TaskMeters(MeterRegistry meters) {
        this.meters = meters;
        for (TaskType type : TaskType.values()) {
            Arrays.stream(Lookup.values()).forEach(lookup -> lookups(type, lookup));
            running(type);
            for (Queue queue : queuesOf(type)) {
                Arrays.stream(Outcome.values()).forEach(outcome -> ended(type, queue, outcome));
                engine(type, queue);
            }
        }
        for (FailureCode code : FailureCode.values()) {
            failures(code);
            retries(code);
        }
        for (Lane lane : Lane.values()) {
            Arrays.stream(Queue.values()).forEach(queue -> waiting(queue, lane));
        }
    }

    /** So many tasks of a new job were answered this way. */
    void planned(TaskType type, Lookup lookup, long tasks) {
        AfterCommit.run(() -> lookups(type, lookup).increment((double) tasks));
    }

    /** A worker has begun a task that could have begun {@code waited} earlier. */
    void started(Queue queue, Lane lane, Duration waited) {
        AfterCommit.run(() -> waiting(queue, lane).record(waited));
    }

    /** A task was done, in so much time, of which the engine worked {@code engine}. */
    void succeeded(TaskType type, Queue queue, Duration engine, Duration total) {
        AfterCommit.run(() -> {
            ended(type, queue, Outcome.SUCCEEDED).increment();
            running(type).record(total);
            engine(type, queue).increment(engine.toMillis() / 1000.0);
        });
    }

    /** A task has failed for good. */
    void failed(TaskType type, Queue queue, FailureCode code) {
        AfterCommit.run(() -> {
            ended(type, queue, Outcome.FAILED).increment();
            failures(code).increment();
        });
    }

    /** A task that nobody needs any more was given up. */
    void cancelled(TaskType type, Queue queue) {
        AfterCommit.run(() -> ended(type, queue, Outcome.CANCELLED).increment());
    }

    /** An attempt has failed, and another one follows. */
    void retried(FailureCode code) {
        AfterCommit.run(() -> retries(code).increment());
    }

    private Counter lookups(TaskType type, Lookup lookup) {
        return Counter.builder("renderline.cache.lookups")
                .description("Tasks of accepted jobs: found made, already under way, or to be made")
                .tag("type", type.label()).tag("result", label(lookup)).register(meters);
    }

    private Counter ended(TaskType type, Queue queue, Outcome outcome) {
        return Counter.builder("renderline.tasks.ended").description("Tasks that have ended")
                .tag("type", type.label()).tag("queue", queue.label()).tag("outcome", label(outcome)).register(meters);
    }

    private Counter engine(TaskType type, Queue queue) {
        return Counter.builder("renderline.task.engine").baseUnit("seconds")
                .description("Time that engines themselves worked on tasks that succeeded").tag("type", type.label())
                .tag("queue", queue.label()).register(meters);
    }

    private Counter failures(FailureCode code) {
        return Counter.builder("renderline.task.failures").description("Tasks that failed for good")
                .tag("code", code.name()).register(meters);
    }

    private Counter retries(FailureCode code) {
        return Counter.builder("renderline.task.retries").description("Attempts that failed and are made again")
                .tag("code", code.name()).register(meters);
    }

    private Timer waiting(Queue queue, Lane lane) {
        return DurationHistogram.named("renderline.task.waiting")
                .description("From the moment a task could begin until a worker has begun it")
                .tag("queue", queue.label()).tag("lane", lane.label()).register(meters);
    }

    private Timer running(TaskType type) {
        return DurationHistogram.named("renderline.task.running")
                .description("From a worker's beginning to the stored result").tag("type", type.label())
                .register(meters);
    }

    private static List<Queue> queuesOf(TaskType type) {
        return switch (type) {
            case RENDER_VIEW -> List.of(Queue.LIGHT, Queue.HEAVY);
            case RENDER_FRAME -> List.of(Queue.HEAVY);
            case TESSELLATE, PREPARE_SCENE, EXPORT_GEOMETRY, INSPECT_TEMPLATE, PACK_SCENE, ENCODE_VIDEO ->
                List.of(Queue.CPU);
        };
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
