package io.renderline.api.dispatch;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.renderline.api.tasks.Priority;
import io.renderline.core.task.Queue;

/** How much may still be published to a queue, by what serves it and by what waits there. */
@Component
class QueueRoom {
    private final JdbcClient jdbc;
    private final DispatchProperties properties;

    QueueRoom(JdbcClient jdbc, DispatchProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    /**
     * Batches that may still be published.
     *
     * @param ordinary to the ordinary lane; less than 1: none
     * @param express to the express lane; less than 1: none
     * @param hasExpress whether any worker serves the express lane
     * @param lessUrgentWaits whether something lies in the ordinary lane that is not urgent
     */
    record Room(int ordinary, int express, boolean hasExpress, boolean lessUrgentWaits) {}

    private record Slots(int ordinary, int express) {}

    private record Waiting(int ordinary, int express, boolean lessUrgent) {}

    Room of(Queue queue) {
        Slots slots = jdbc.sql("""
                SELECT coalesce(sum((slot->>'slots')::integer), 0) AS ordinary,
                       coalesce(sum((slot->>'express')::integer), 0) AS express
                FROM worker, jsonb_array_elements(heartbeat->'slots') slot
                WHERE slot->>'queue' = ? AND stopped_at IS NULL AND last_seen_at > now() - interval '1 minute'""")
                .param(queue.label()).query(Slots.class).single();
        Waiting waiting = jdbc.sql("""
                SELECT count(DISTINCT batch_id) FILTER (WHERE NOT express) AS ordinary,
                       count(DISTINCT batch_id) FILTER (WHERE express) AS express,
                       coalesce(bool_or(NOT express AND coalesce(queued_priority, priority) < ?), false) AS less_urgent
                FROM task WHERE queue = ? AND state = 'QUEUED'""").param(Priority.HIGH.rank()).param(queue.label())
                .query(Waiting.class).single();
        return new Room(properties.window(slots.ordinary()) - waiting.ordinary(),
                properties.expressWindow(slots.express()) - waiting.express(), slots.express() > 0,
                waiting.lessUrgent());
    }
}
