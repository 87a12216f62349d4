package io.renderline.api.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.renderline.api.tasks.IdColumn;
import io.renderline.core.task.Queue;

/** Takes ready tasks off the table in the order in which they should run: by priority, then by fair turn. */
@Component
class ReadyTasks {
    private final JdbcClient jdbc;
    private final DispatchProperties properties;

    ReadyTasks(JdbcClient jdbc, DispatchProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    private record Head(UUID id, @Nullable String scene, int priority, long turn) {}

    /** Whether this transaction, and no other, dispatches to the queue: what keeps the window exact with several apis. */
    boolean holdQueue(Queue queue) {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtext('renderline.dispatch'), hashtext(?))")
                .param(queue.label())
                .query(Boolean.class).single();
    }

    /** How many batches may still be published to the queue. */
    int room(Queue queue) {
        int slots = jdbc
                .sql("""
                        SELECT coalesce(sum((slot->>'slots')::integer), 0) FROM worker, jsonb_array_elements(heartbeat->'slots') slot
                        WHERE slot->>'queue' = ? AND stopped_at IS NULL AND last_seen_at > now() - interval '1 minute'""")
                .param(queue.label()).query(Integer.class).single();
        int waiting = jdbc.sql("SELECT count(DISTINCT batch_id) FROM task WHERE queue = ? AND state = 'QUEUED'")
                .param(queue.label()).query(Integer.class).single();
        return properties.window(slots) - waiting;
    }

    /**
     * Moves the next task, and further ones of its scene, from READY to QUEUED with a new attempt.
     *
     * @return their ids, in order; empty when nothing is ready
     */
    List<UUID> claim(Queue queue, UUID batchId) {
        Head head = jdbc.sql("""
                SELECT id, scene_key AS scene, priority, turn FROM task
                WHERE queue = ? AND state = 'READY' AND not_before <= clock_timestamp()
                ORDER BY priority DESC, turn, created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED""")
                .param(queue.label()).query(Head.class).optional().orElse(null);
        if (head == null) {
            return List.of();
        }
        List<UUID> ids = new ArrayList<>(List.of(head.id()));
        if (head.scene() != null && properties.batchSizeOf(queue) > 1) {
            ids.addAll(companions(queue, head, head.scene()));
        }
        jdbc.sql(
                """
                        UPDATE task SET state = 'QUEUED', attempt = attempt + 1, batch_id = :batch, queued_at = clock_timestamp(),
                               error_code = NULL, error_message = NULL
                        WHERE id IN (:ids)""")
                .param("batch", batchId).param("ids", ids).update();
        jdbc.sql("UPDATE queue_turn SET turn = greatest(turn, ?) WHERE queue = ?").param(head.turn())
                .param(queue.label()).update();
        return ids;
    }

    private List<UUID> companions(Queue queue, Head head, String scene) {
        return jdbc.sql("""
                SELECT id FROM task
                WHERE state = 'READY' AND scene_key = :scene AND queue = :queue AND priority = :priority
                  AND id <> :head AND not_before <= clock_timestamp()
                ORDER BY turn LIMIT :most FOR UPDATE SKIP LOCKED""")
                .param("scene", scene).param("queue", queue.label()).param("priority", head.priority())
                .param("head", head.id()).param("most", properties.batchSizeOf(queue) - 1).query(IdColumn.FIRST).list();
    }
}
