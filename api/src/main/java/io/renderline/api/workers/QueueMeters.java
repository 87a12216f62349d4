package io.renderline.api.workers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.renderline.api.workers.QueueLoads.QueueLoad;
import io.renderline.core.task.Queue;

/**
 * What waits in each queue and who serves it, as gauges. They are read from the database every few seconds and not when they
 * are scraped, and less often when that takes long: counting takes at most a hundredth of the time, with any backlog.
 */
@Component
class QueueMeters {
    private static final Logger LOG = LoggerFactory.getLogger(QueueMeters.class);
    private static final int SHARE = 100;

    private final QueueLoads loads;
    private final Clock clock;
    private volatile Map<String, QueueLoad> latest = Map.of();
    private volatile Instant next = Instant.EPOCH;

    QueueMeters(QueueLoads loads, Clock clock, MeterRegistry meters) {
        this.loads = loads;
        this.clock = clock;
        for (Queue queue : Queue.values()) {
            gauge(meters, queue, "renderline.queue.ready", "tasks", "Tasks that wait for their turn",
                    load -> (double) load.counts().ready());
            gauge(meters, queue, "renderline.queue.blocked", "tasks", "Tasks that wait for another task",
                    load -> (double) load.counts().blocked());
            gauge(meters, queue, "renderline.queue.window", "tasks", "Tasks that lie at the broker",
                    load -> (double) load.counts().queued());
            gauge(meters, queue, "renderline.queue.running", "tasks", "Tasks that workers have begun",
                    load -> (double) load.counts().running());
            gauge(meters, queue, "renderline.queue.oldest.ready", "seconds",
                    "Age of the task that waits longest for its turn", load -> age(load.counts().oldestReady()));
            gauge(meters, queue, "renderline.queue.workers", null, "Workers that serve the queue now",
                    QueueLoad::workers);
            gauge(meters, queue, "renderline.queue.slots", null, "Batches that workers run at once",
                    QueueLoad::slots);
            gauge(meters, queue, "renderline.queue.express.window", "tasks", "Urgent tasks that lie at the broker",
                    load -> (double) load.expressWindow());
            gauge(meters, queue, "renderline.queue.express.slots", null,
                    "Batches of urgent work that workers run beside the others", QueueLoad::expressSlots);
            gauge(meters, queue, "renderline.queue.worker.last.seen.timestamp", "seconds",
                    "When a worker of the queue was last heard of, since 1970; 0: not within a day",
                    load -> load.lastSeenAt() == null ? 0 : load.lastSeenAt().toEpochMilli() / 1000.0);
        }
    }

    /** Counts anew, unless the last count took so long that it would be too soon. */
    @Scheduled(fixedDelayString = "${renderline.meters.interval:5s}")
    void refresh() {
        Instant begun = clock.instant();
        if (begun.isBefore(next)) {
            return;
        }
        try {
            List<QueueLoad> counted = loads.all();
            Instant done = clock.instant();
            latest = counted.stream().collect(Collectors.toMap(QueueLoad::queue, Function.identity()));
            next = done.plus(Duration.between(begun, done).multipliedBy(SHARE));
        } catch (DataAccessException e) {
            // What is not known must not look like an empty queue
            latest = Map.of();
            LOG.debug("The queues could not be counted", e);
        }
    }

    private double age(@Nullable Instant since) {
        return since == null ? 0 : Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1000.0);
    }

    private void gauge(MeterRegistry meters, Queue queue, String name, @Nullable String unit, String description,
            ToDoubleFunction<QueueLoad> value) {
        Gauge.builder(name, this, all -> {
            QueueLoad load = all.latest.get(queue.label());
            return load == null ? Double.NaN : value.applyAsDouble(load);
        }).baseUnit(unit).description(description).tag("queue", queue.label()).register(meters);
    }
}
