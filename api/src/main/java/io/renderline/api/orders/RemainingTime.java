package io.renderline.api.orders;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Estimates how long an order will still take: what is left of it in each queue, times what such a task took
 * lately, in this order where it can be told, over the
 * slots that serve the queue. The queues work at the same time, so that the longest one counts. What others have in the
 * queues is not known to be before it or behind it, and is left out.
 */
@Component
class RemainingTime {
    private static final Duration KEPT = Duration.ofSeconds(5);
    private static final int MOST_KEPT = 1000;

    private final JdbcClient sql;
    private final Clock clock;
    private final Map<UUID, Estimate> estimates = new ConcurrentHashMap<>();

    RemainingTime(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    private record Estimate(@Nullable Long seconds, Instant madeAt) {}

    /** Seconds; null while nothing like it was measured, or nobody serves one of its queues. */
    @Nullable
    Long of(UUID order) {
        Instant now = clock.instant();
        Estimate known = estimates.get(order);
        if (known == null || known.madeAt().plus(KEPT).isBefore(now)) {
            if (estimates.size() > MOST_KEPT) {
                estimates.clear();
            }
            known = new Estimate(estimate(order), now);
            estimates.put(order, known);
        }
        return known.seconds();
    }

    /**
     * Outputs that have no job yet are taken to need what those of the same order need on the average. A queue in which
     * nothing is left does not count, whether it is served or not.
     */
    private @Nullable Long estimate(UUID order) {
        return sql.sql("""
                WITH left_over AS (
                    SELECT task.queue, task.type, count(DISTINCT task.id) AS tasks
                    FROM order_output o JOIN job ON job.id = o.job_id JOIN job_task ON job_task.job_id = job.id
                    JOIN task ON task.id = job_task.task_id
                    WHERE o.order_id = :order AND o.state = 'PLANNED' AND job.state IN ('QUEUED', 'RUNNING')
                      AND task.state IN ('BLOCKED', 'READY', 'QUEUED', 'RUNNING')
                    GROUP BY task.queue, task.type),
                outputs AS (SELECT count(*) FILTER (WHERE state = 'WAITING') AS waiting,
                                   count(*) FILTER (WHERE state = 'PLANNED' AND job_id IN (
                                       SELECT id FROM job WHERE state IN ('QUEUED', 'RUNNING'))) AS planned
                            FROM order_output WHERE order_id = :order),
                sample AS (
                    (SELECT job.id, true AS own FROM order_output o JOIN job ON job.id = o.job_id
                     WHERE o.order_id = :order AND job.state = 'SUCCEEDED' ORDER BY job.finished_at DESC LIMIT 200)
                    UNION ALL
                    (SELECT id, false FROM job WHERE state = 'SUCCEEDED' ORDER BY created_at DESC, id DESC LIMIT 200)),
                measured AS (
                    SELECT task.queue, task.type,
                           coalesce(avg(total_ms) FILTER (WHERE own), avg(total_ms)) AS ms
                    FROM sample JOIN job_task ON job_task.job_id = sample.id AND NOT job_task.cached
                    JOIN task ON task.id = job_task.task_id WHERE total_ms IS NOT NULL
                    GROUP BY task.queue, task.type),
                per_queue AS (
                    SELECT queue, sum(tasks * ms) / 1000.0 AS seconds, bool_or(ms IS NULL) AS unknown,
                           (SELECT coalesce(sum((slot->>'slots')::integer), 0)
                            FROM worker, jsonb_array_elements(heartbeat->'slots') AS slot
                            WHERE slot->>'queue' = left_over.queue AND stopped_at IS NULL
                              AND last_seen_at > now() - interval '1 minute') AS slots
                    FROM left_over LEFT JOIN measured USING (queue, type) GROUP BY queue)
                SELECT CASE WHEN count(*) = 0 OR bool_or(unknown OR slots = 0) THEN NULL ELSE
                       ceil(max(seconds / nullif(slots, 0))
                            * (SELECT 1 + waiting::float8 / greatest(planned, 1) FROM outputs))::bigint END
                FROM per_queue""").param("order", order).query((row, number) -> {
            long seconds = row.getLong(1);
            return row.wasNull() ? new Estimate(null, Instant.EPOCH) : new Estimate(seconds, Instant.EPOCH);
        }).single().seconds();
    }
}
