package io.renderline.api.dispatch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.renderline.api.tasks.Rank;
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

    /**
     * The queues in which a task is ready, or became urgent after it was published: most often none or one, and the others need
     * no further look. With EXISTS in the place of the first in order, Postgres would read the whole table when most of it is
     * ready.
     */
    Set<Queue> queuesWithWork() {
        Set<Queue> queues = EnumSet.noneOf(Queue.class);
        jdbc.sql("""
                SELECT queue_turn.queue FROM queue_turn, LATERAL (
                    SELECT FROM task WHERE task.queue = queue_turn.queue AND task.state = 'READY'
                        AND task.not_before <= clock_timestamp()
                    ORDER BY task.priority DESC, task.turn, task.created_at, task.id LIMIT 1) next
                UNION SELECT queue FROM task WHERE state = 'QUEUED' AND priority > queued_priority AND priority = ?""")
                .param(Rank.URGENT.number())
                .query(row -> {
                    queues.add(Queue.of(row.getString("queue")));
                });
        return queues;
    }

    /** Whether this transaction, and no other, dispatches to the queue: what keeps the window exact with several apis. */
    boolean holdQueue(Queue queue) {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtext('renderline.dispatch'), hashtext(?))")
                .param(queue.label())
                .query(Boolean.class).single();
    }

    /**
     * Moves tasks from READY to QUEUED with a new attempt, each with the id of its batch.
     *
     * @param batches how many batches may be made; the rest stays ready
     * @return the ids of each batch, in order
     */
    List<Batch> claim(Queue queue, int batches) {
        List<Batch> claimed = new ArrayList<>();
        int size = properties.batchSizeOf(queue);
        if (size == 1) {
            claimSingles(queue, batches).forEach(task -> claimed.add(new Batch(task.batch(), List.of(task.id()))));
        } else {
            for (int i = 0; i < batches; i++) {
                List<Claimed> together = claimOne(queue, UUID.randomUUID(), size);
                if (together.isEmpty()) {
                    break;
                }
                claimed.add(new Batch(together.getFirst().batch(), together.stream().map(Claimed::id).toList()));
            }
        }
        return claimed;
    }

    /** Tasks that travel together. */
    record Batch(UUID id, List<UUID> tasks) {}

    private record Claimed(UUID id, UUID batch) {}

    /** As many tasks as there is room for, each a batch of its own, in one statement, which also takes the queue's turn on. */
    private List<Claimed> claimSingles(Queue queue, int most) {
        return jdbc
                .sql("""
                        WITH next AS MATERIALIZED (
                            SELECT id FROM task
                            WHERE queue = :queue AND state = 'READY' AND not_before <= clock_timestamp()
                            ORDER BY priority DESC, turn, created_at, id LIMIT :most FOR UPDATE SKIP LOCKED),
                        moved AS (
                            UPDATE task SET state = 'QUEUED', attempt = attempt + 1, batch_id = gen_random_uuid(),
                                   express = false, queued_priority = task.priority, queued_at = clock_timestamp(), error_code = NULL, error_message = NULL
                            FROM next WHERE task.id = next.id
                            RETURNING task.id, task.batch_id AS batch, task.turn, task.priority, task.created_at),
                        passed AS (
                            UPDATE queue_turn SET turn = (SELECT max(turn) FROM moved)
                            WHERE queue = :queue AND turn < (SELECT max(turn) FROM moved))
                        SELECT id, batch FROM moved ORDER BY priority DESC, turn, created_at, id""")
                .param("queue", queue.label()).param("most", most).query((row, number) -> claimed(row)).list();
    }

    /**
     * The next task and further ones of its scene, in one statement, which also takes the queue's turn on. The scene is looked
     * up, not joined: joined, all of the scene's tasks would be read and sorted for each batch.
     */
    private List<Claimed> claimOne(Queue queue, UUID batchId, int size) {
        return jdbc
                .sql("""
                        WITH head AS MATERIALIZED (
                            SELECT id, scene_key, priority, turn FROM task
                            WHERE queue = :queue AND state = 'READY' AND not_before <= clock_timestamp()
                            ORDER BY priority DESC, turn, created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED),
                        companions AS MATERIALIZED (
                            SELECT id, turn FROM task
                            WHERE scene_key = (SELECT scene_key FROM head) AND queue = :queue AND state = 'READY'
                              AND priority = (SELECT priority FROM head) AND id <> (SELECT id FROM head)
                              AND not_before <= clock_timestamp()
                            ORDER BY turn LIMIT :most FOR UPDATE SKIP LOCKED),
                        batch AS (SELECT id, turn, 0 AS place FROM head UNION ALL SELECT id, turn, 1 FROM companions),
                        moved AS (
                            UPDATE task SET state = 'QUEUED', attempt = attempt + 1, batch_id = :batch,
                                   express = false, queued_priority = priority, queued_at = clock_timestamp(), error_code = NULL, error_message = NULL
                            FROM batch WHERE task.id = batch.id
                            RETURNING task.id, task.batch_id AS batch, batch.turn, batch.place),
                        passed AS (
                            UPDATE queue_turn SET turn = (SELECT turn FROM head)
                            WHERE queue = :queue AND turn < (SELECT turn FROM head))
                        SELECT id, batch FROM moved ORDER BY place, turn""")
                .param("queue", queue.label()).param("most", size - 1).param("batch", batchId)
                .query((row, number) -> claimed(row)).list();
    }

    private static Claimed claimed(ResultSet row) throws SQLException {
        return new Claimed(Objects.requireNonNull(row.getObject("id", UUID.class)),
                Objects.requireNonNull(row.getObject("batch", UUID.class)));
    }
}
