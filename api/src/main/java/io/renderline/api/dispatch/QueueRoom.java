package io.renderline.api.dispatch;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.renderline.api.tasks.Rank;
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
     * Batches that may still be published, and what they would be published beside.
     *
     * @param ordinary to the ordinary lane; less than 1: none
     * @param express to the express lane; less than 1: none
     * @param hasExpress whether any worker serves the express lane
     * @param lessUrgentWaits whether something lies in the ordinary lane that is not urgent
     * @param urgentWaits whether something urgent is to be published
     */
    record Room(int ordinary, int express, boolean hasExpress, boolean lessUrgentWaits, boolean urgentWaits) {}

    private record Load(int ordinarySlots, int expressSlots, int ordinary, int express, boolean lessUrgent,
            boolean urgent) {}

    /** In one statement, since each batch that a worker begins makes room. */
    Room of(Queue queue) {
        Load load = jdbc.sql("""
                SELECT ordinary_slots, express_slots, ordinary, express, less_urgent,
                       coalesce((SELECT priority FROM task
                                 WHERE queue = :queue AND state = 'READY' AND not_before <= clock_timestamp()
                                 ORDER BY priority DESC, turn, created_at, id LIMIT 1) = :urgent, false)
                       OR overtaken AS urgent
                FROM (SELECT coalesce(sum((slot->>'slots')::integer), 0) AS ordinary_slots,
                             coalesce(sum((slot->>'express')::integer), 0) AS express_slots
                      FROM worker, jsonb_array_elements(heartbeat->'slots') slot
                      WHERE slot->>'queue' = :queue AND stopped_at IS NULL
                        AND last_seen_at > now() - interval '1 minute') slots,
                     (SELECT count(DISTINCT batch_id) FILTER (WHERE NOT express) AS ordinary,
                             count(DISTINCT batch_id) FILTER (WHERE express) AS express,
                             coalesce(bool_or(NOT express AND coalesce(queued_priority, priority) < :urgent), false)
                                 AS less_urgent,
                             coalesce(bool_or(priority > queued_priority AND priority = :urgent), false) AS overtaken
                      FROM task WHERE queue = :queue AND state = 'QUEUED') waiting""")
                .param("queue", queue.label()).param("urgent", Rank.URGENT.number()).query(Load.class).single();
        return new Room(properties.window(load.ordinarySlots()) - load.ordinary(),
                properties.expressWindow(load.expressSlots()) - load.express(), load.expressSlots() > 0,
                load.lessUrgent(), load.urgent());
    }
}
