package io.renderline.api.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.renderline.api.tasks.StoredTasks;
import io.renderline.core.task.Queue;

import static org.assertj.core.api.Assertions.assertThat;

/** What is read for a batch is of the size of the batch, whatever waits behind it. */
class ReadyTasksTest {
    private static final int BACKLOG = 20_000;
    private static final int BATCH = 8;
    /** Two batches take 84 reads, an entry of an index and its row counted as two. */
    private static final int FEW = BACKLOG / 100;

    private static StoredTasks tasks;
    private static ReadyTasks ready;

    @BeforeAll
    static void fillTheBacklog() {
        tasks = new StoredTasks();
        ready = new ReadyTasks(tasks.jdbc,
                new DispatchProperties(Duration.ofSeconds(1), 2, 2, Map.of(Queue.LIGHT, BATCH), Map.of()));
        tasks.jdbc
                .sql("""
                        INSERT INTO task (id, cache_key, type, queue, params, engine, state, priority, turn, scene_key)
                        SELECT gen_random_uuid(), encode(sha256(convert_to(n::text, 'UTF8')), 'hex'), 'render-view', 'light', '{}',
                               'blender', 'READY', 1, n, repeat('a', 64) FROM generate_series(1, ?) n""")
                .param(BACKLOG).update();
        tasks.jdbc.sql("ANALYZE task").update();
    }

    @Test
    void aBatchIsFoundWithoutReadingTheOtherTasksOfItsScene() {
        long read = readBy(() -> {
            List<ReadyTasks.Batch> claimed = ready.claim(Queue.LIGHT, 2);

            assertThat(claimed).hasSize(2).allSatisfy(batch -> assertThat(batch.tasks()).hasSize(BATCH));
        });

        assertThat(read).isLessThanOrEqualTo(FEW);
    }

    @Test
    void whetherAQueueHasWorkIsKnownWithoutReadingTheOthers() {
        long read = readBy(() -> assertThat(ready.queuesWithWork()).containsExactly(Queue.LIGHT));

        assertThat(read).isLessThanOrEqualTo(FEW);
    }

    /** How many rows of the task table, or entries of its indexes, are read. */
    private static long readBy(Runnable statements) {
        return Objects.requireNonNull(tasks.transaction.execute(status -> {
            statements.run();
            status.setRollbackOnly();
            return rowsRead(tasks.jdbc);
        }));
    }

    private static long rowsRead(JdbcClient jdbc) {
        return jdbc
                .sql("""
                        SELECT seq_tup_read + coalesce(idx_tup_fetch, 0) + (SELECT sum(pg_stat_get_xact_tuples_returned(indexrelid))
                               FROM pg_index WHERE indrelid = 'task'::regclass)
                        FROM pg_stat_xact_user_tables WHERE relname = 'task'""")
                .query(Long.class).single();
    }
}
