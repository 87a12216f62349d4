package io.renderline.api.workers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.renderline.api.tasks.StoredTasks;
import io.renderline.core.message.WorkerHeartbeat;
import io.renderline.core.message.WorkerHeartbeat.QueueSlots;
import io.renderline.core.task.Queue;

import static io.renderline.api.tasks.PlanBuilder.aStill;
import static org.assertj.core.api.Assertions.assertThat;

/** What an operator's meters say of queues and their workers. */
class QueueMetersTest {
    private final StoredTasks tasks = new StoredTasks();
    private final TurningClock clock = new TurningClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final WorkerRegistry workers = new WorkerRegistry(tasks.jdbc, clock);
    private final QueueMeters queues = new QueueMeters(new QueueLoads(tasks.jdbc, workers), clock, meters);

    @Test
    void aQueueSaysWhatWaitsWhereAndHowLong() {
        tasks.submit(aStill().from(0, 90).graph());
        tasks.jdbc.sql("UPDATE task SET created_at = created_at - interval '1 hour'").update();

        queues.refresh();

        assertThat(gauge("renderline.queue.ready", Queue.CPU)).isEqualTo(1);
        assertThat(gauge("renderline.queue.blocked", Queue.LIGHT)).isEqualTo(2);
        assertThat(gauge("renderline.queue.window", Queue.CPU)).isZero();
        assertThat(gauge("renderline.queue.oldest.ready", Queue.CPU)).isBetween(3_590.0, 3_700.0);
        assertThat(gauge("renderline.queue.oldest.ready", Queue.HEAVY)).isZero();
    }

    @Test
    void aQueueSaysWhoServesItAndWhenThatWasLastHeardOf() {
        Instant heard = clock.instant();
        workers.heard(new WorkerHeartbeat("light-1", "host", 1, "1", "4.5", List.of(new QueueSlots(Queue.LIGHT, 2, 1)),
                List.of(), List.of(), Set.of(), heard, heard, false));

        queues.refresh();

        assertThat(gauge("renderline.queue.workers", Queue.LIGHT)).isEqualTo(1);
        assertThat(gauge("renderline.queue.slots", Queue.LIGHT)).isEqualTo(2);
        assertThat(gauge("renderline.queue.express.slots", Queue.LIGHT)).isEqualTo(1);
        assertThat(gauge("renderline.queue.workers", Queue.HEAVY)).isZero();
        assertThat(gauge("renderline.queue.worker.last.seen.timestamp", Queue.LIGHT))
                .isCloseTo((double) heard.getEpochSecond(), org.assertj.core.data.Offset.offset(60.0));
        assertThat(gauge("renderline.queue.worker.last.seen.timestamp", Queue.HEAVY)).isZero();

        clock.turn(WorkerRegistry.SILENT_AFTER.plusSeconds(200));
        queues.refresh();

        assertThat(gauge("renderline.queue.workers", Queue.LIGHT)).isZero();
    }

    @Test
    void urgentTasksAtTheBrokerAreCountedApart() {
        tasks.submit(aStill().graph());
        tasks.jdbc.sql("UPDATE task SET state = 'QUEUED', express = true WHERE state = 'READY'").update();

        queues.refresh();

        assertThat(gauge("renderline.queue.window", Queue.CPU)).isEqualTo(1);
        assertThat(gauge("renderline.queue.express.window", Queue.CPU)).isEqualTo(1);
        assertThat(gauge("renderline.queue.express.window", Queue.LIGHT)).isZero();
    }

    @Test
    void countingTakesAtMostAHundredthOfTheTime() {
        // Each look at the clock takes a second, so that a count seems to take some
        clock.step = Duration.ofSeconds(1);
        queues.refresh();
        tasks.submit(aStill().graph());

        clock.turn(Duration.ofSeconds(90));
        queues.refresh();
        assertThat(gauge("renderline.queue.ready", Queue.CPU)).as("too soon to count again").isZero();

        clock.turn(Duration.ofSeconds(1_000));
        queues.refresh();
        assertThat(gauge("renderline.queue.ready", Queue.CPU)).isEqualTo(1);
    }

    private double gauge(String name, Queue queue) {
        return meters.get(name).tag("queue", queue.label()).gauge().value();
    }

    private static final class TurningClock extends Clock {
        private Instant now = Instant.now();
        private Duration step = Duration.ZERO;

        void turn(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            Instant seen = now;
            now = now.plus(step);
            return seen;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
