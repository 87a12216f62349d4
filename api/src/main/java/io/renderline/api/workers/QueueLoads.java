package io.renderline.api.workers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.renderline.api.workers.WorkerRegistry.KnownWorker;
import io.renderline.core.message.WorkerHeartbeat.QueueSlots;
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
     */
    record QueueLoad(String queue, long backlog, long window, long running, int workers, int slots) {}

    List<QueueLoad> all() {
        Map<String, Map<String, Long>> counts = new HashMap<>();
        sql.sql("""
                SELECT queue, state, count(*) AS tasks FROM task
                WHERE state IN ('BLOCKED', 'READY', 'QUEUED', 'RUNNING') GROUP BY queue, state""")
                .query(row -> {
                    counts.computeIfAbsent(row.getString("queue"), queue -> new HashMap<>())
                            .put(row.getString("state"), row.getLong("tasks"));
                });
        List<KnownWorker> known = workers.all();
        List<QueueLoad> loads = new ArrayList<>();
        for (Queue queue : Queue.values()) {
            Map<String, Long> states = counts.getOrDefault(queue.label(), Map.of());
            int serving = 0;
            int slots = 0;
            for (KnownWorker worker : known) {
                int own = worker.presence() == KnownWorker.Presence.UP ? slotsOf(worker, queue) : 0;
                serving += own > 0 ? 1 : 0;
                slots += own;
            }
            loads.add(new QueueLoad(queue.label(),
                    states.getOrDefault("BLOCKED", 0L) + states.getOrDefault("READY", 0L),
                    states.getOrDefault("QUEUED", 0L), states.getOrDefault("RUNNING", 0L), serving, slots));
        }
        return loads;
    }

    private static int slotsOf(KnownWorker worker, Queue queue) {
        return worker.heartbeat().slots().stream().filter(slots -> slots.queue() == queue)
                .mapToInt(QueueSlots::slots).sum();
    }
}
