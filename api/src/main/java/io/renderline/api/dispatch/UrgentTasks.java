package io.renderline.api.dispatch;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.renderline.api.tasks.Rank;
import io.renderline.core.task.Queue;

/**
 * Takes urgent tasks off the table, for the express lane. Each travels alone: what is urgent waits for no companions, and
 * nobody waits behind a batch of theirs.
 */
@Component
class UrgentTasks {
    private final JdbcClient jdbc;

    UrgentTasks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Takes urgent tasks that are READY, and before them those that lie in the ordinary lane and became urgent there, since
     * an urgent job joined them. These keep their attempt, as if the broker had delivered them twice: whichever worker comes
     * second finds the memo of the first.
     */
    List<ReadyTasks.Batch> claim(Queue queue, int most) {
        return jdbc.sql("""
                WITH overtaken AS MATERIALIZED (
                    SELECT id, turn FROM task
                    WHERE queue = :queue AND state = 'QUEUED' AND priority > queued_priority AND priority = :urgent
                    ORDER BY turn LIMIT :most FOR UPDATE SKIP LOCKED),
                ready AS MATERIALIZED (
                    SELECT id, turn FROM task
                    WHERE queue = :queue AND state = 'READY' AND priority = :urgent AND not_before <= clock_timestamp()
                    ORDER BY turn, created_at, id LIMIT :most - (SELECT count(*) FROM overtaken)
                    FOR UPDATE SKIP LOCKED),
                next AS (SELECT id, turn, 0 AS place FROM overtaken UNION ALL SELECT id, turn, 1 FROM ready),
                moved AS (
                    UPDATE task SET state = 'QUEUED', batch_id = gen_random_uuid(), express = true,
                           attempt = attempt + CASE WHEN next.place = 1 THEN 1 ELSE 0 END, queued_priority = priority,
                           queued_at = clock_timestamp(), error_code = NULL, error_message = NULL
                    FROM next WHERE task.id = next.id
                    RETURNING task.id, task.batch_id AS batch, next.place, next.turn),
                passed AS (
                    UPDATE queue_turn SET turn = greatest(turn, (SELECT max(turn) FROM moved WHERE place = 1))
                    WHERE queue = :queue AND EXISTS (SELECT FROM moved WHERE place = 1))
                SELECT id, batch FROM moved ORDER BY place, turn""")
                .param("queue", queue.label()).param("urgent", Rank.URGENT.number()).param("most", most)
                .query((row, number) -> new ReadyTasks.Batch(
                        Objects.requireNonNull(row.getObject("batch", UUID.class)),
                        List.of(Objects.requireNonNull(row.getObject("id", UUID.class)))))
                .list();
    }

    /** Whether an urgent task is left that is ready. */
    boolean areLeft(Queue queue) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT FROM task WHERE queue = ? AND state = 'READY' AND priority = ?
                               AND not_before <= clock_timestamp())""").param(queue.label())
                .param(Rank.URGENT.number()).query(Boolean.class).single();
    }
}
