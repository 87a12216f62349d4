package io.renderline.api.workers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import com.fasterxml.jackson.annotation.JsonIgnore;

import io.renderline.api.workers.WorkerRegistry.KnownWorker;
import io.renderline.core.task.Lane;
import io.renderline.core.task.Queue;

/** What waits in each queue, and who serves it. */
@Component
class QueueLoads {
    private final JdbcClient sql;
    private final WorkerRegistry workers;

    QueueLoads(JdbcClient sql, WorkerRegistry workers) {
        this.sql = sql;
        this.workers = workers;
    }

    /**
     * One queue.
     *
     * @param backlog tasks that wait in Postgres: for another task, or for their turn
     * @param window tasks that lie in RabbitMQ
     * @param running tasks that workers have begun
     * @param workers how many workers serve it now
     * @param slots how many batches they run at once
     * @param expressWindow those of the tasks in RabbitMQ that are in the express lane
     * @param expressSlots how many batches of urgent work they run beside the others
     * @param counts the parts of the backlog, for the operator's meters
     * @param lastSeenAt when a worker that serves it was last heard of; null: not within a day
     */
    record QueueLoad(String queue, long backlog, long window, long running, int workers, int slots,
            long expressWindow, int expressSlots,
            @JsonIgnore Counts counts, @JsonIgnore @Nullable Instant lastSeenAt) {}

    /**
     * The tasks of a queue that have not ended.
     *
     * @param express those of the queued ones that are in the express lane
     * @param oldestReady when the READY task that waits longest was planned; null when none waits
     */
    record Counts(long ready, long blocked, long queued, long express, long running,
            @Nullable Instant oldestReady) {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0, null);
    }

    List<QueueLoad> all() {
        Map<Queue, Counts> counts = counts();
        List<KnownWorker> known = workers.all();
        List<QueueLoad> loads = new ArrayList<>();
        for (Queue queue : Queue.values()) {
            loads.add(load(queue, counts.getOrDefault(queue, Counts.NONE), known));
        }
        return loads;
    }

    /** Each part reads nothing but an index of the tasks that it counts, so that what has ended costs nothing. */
    private Map<Queue, Counts> counts() {
        Map<Queue, Counts> counts = new EnumMap<>(Queue.class);
        sql.sql("""
                SELECT queue, sum(ready)::bigint AS ready, sum(blocked)::bigint AS blocked,
                       sum(queued)::bigint AS queued, sum(express)::bigint AS express, sum(running)::bigint AS running, min(oldest) AS oldest
                FROM (
                    SELECT queue, count(*) AS ready, 0 AS blocked, 0 AS queued, 0 AS express, 0 AS running,
                           min(created_at) AS oldest
                    FROM task WHERE state = 'READY' GROUP BY queue
                    UNION ALL
                    SELECT queue, 0, count(*), 0, 0, 0, NULL FROM task WHERE state = 'BLOCKED' GROUP BY queue
                    UNION ALL
                    SELECT queue, 0, 0, count(*) FILTER (WHERE state = 'QUEUED'),
                           count(*) FILTER (WHERE state = 'QUEUED' AND express),
                           count(*) FILTER (WHERE state = 'RUNNING'), NULL
                    FROM task WHERE state IN ('QUEUED', 'RUNNING') GROUP BY queue) AS part
                GROUP BY queue""")
                .query(row -> {
                    var oldest = row.getTimestamp("oldest");
                    counts.put(Queue.of(row.getString("queue")),
                            new Counts(row.getLong("ready"), row.getLong("blocked"),
                                    row.getLong("queued"), row.getLong("express"), row.getLong("running"),
                                    oldest == null ? null : oldest.toInstant()));
                });
        return counts;
    }

    private static QueueLoad load(Queue queue, Counts counts, List<KnownWorker> known) {
        int serving = 0;
        int slots = 0;
        int expressSlots = 0;
        Instant lastSeenAt = null;
        for (KnownWorker worker : known) {
            int own = slotsOf(worker, queue, Lane.ORDINARY);
            if (own > 0 && (lastSeenAt == null || worker.lastSeenAt().isAfter(lastSeenAt))) {
                lastSeenAt = worker.lastSeenAt();
            }
            if (own > 0 && worker.presence() == KnownWorker.Presence.UP) {
                serving++;
                slots += own;
                expressSlots += slotsOf(worker, queue, Lane.EXPRESS);
            }
        }
        return new QueueLoad(queue.label(), counts.blocked() + counts.ready(), counts.queued(), counts.running(),
                serving, slots, counts.express(), expressSlots, counts, lastSeenAt);
    }

    private static int slotsOf(KnownWorker worker, Queue queue, Lane lane) {
        return worker.heartbeat().slots().stream().filter(slots -> slots.queue() == queue)
                .mapToInt(slots -> slots.of(lane)).sum();
    }
}
