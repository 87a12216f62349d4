package io.renderline.api.orders;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.renderline.api.tasks.StoredTasks;

import static org.assertj.core.api.Assertions.assertThat;

class WaitingOutputsTest {
    private static final int SMALL_ORDERS = 100;
    private static final int LINES = 2000;
    private static final int MOST = 200;

    private final StoredTasks database = new StoredTasks();
    private final WaitingOutputs waiting = new WaitingOutputs(database.jdbc, Clock.systemUTC());

    /** Statistics are gathered once a minute, and a large order may come in between. */
    @Test
    void theNextOfALargeOrderAreFoundWithoutReadingAllOfItsLinesForEachWhereOrdersWereSmall() {
        for (int i = 0; i < SMALL_ORDERS; i++) {
            order(2);
        }
        database.jdbc.sql("ANALYZE").update();

        Long read = database.transaction.execute(status -> {
            UUID large = order(LINES);
            long before = linesRead();
            List<WaitingOutputs.Waiting> next = waiting.of(large, MOST);
            assertThat(next).hasSize(MOST).first()
                    .isEqualTo(new WaitingOutputs.Waiting(1, 0, "P1", "preview", 1, null));
            return linesRead() - before;
        });

        assertThat(Objects.requireNonNull(read)).isLessThan(LINES);
    }

    private UUID order(int lines) {
        UUID order = UUID.randomUUID();
        database.jdbc.sql("""
                INSERT INTO render_order (id, state, counts, counted_at, created_at)
                VALUES (?, 'QUEUED', '{}', now(), now())""").param(order).update();
        database.jdbc.sql("""
                INSERT INTO order_line (order_id, number, place, article_number)
                SELECT ?, n, 'row ' || n, 'P' || n FROM generate_series(1, ?) n""").param(order).param(lines).update();
        database.jdbc.sql("""
                INSERT INTO order_output (order_id, line, place, output_type, output_type_version, first_line, state)
                SELECT ?, n, 0, 'preview', 1, n, 'WAITING' FROM generate_series(1, ?) n""").param(order).param(lines)
                .update();
        return order;
    }

    /** Rows of lines, or entries of their indexes, that this transaction has read. */
    private long linesRead() {
        return database.jdbc.sql("""
                SELECT seq_tup_read + coalesce(idx_tup_fetch, 0)
                       + (SELECT sum(pg_stat_get_xact_tuples_returned(indexrelid))
                          FROM pg_index WHERE indrelid = 'order_line'::regclass)
                FROM pg_stat_xact_user_tables WHERE relname = 'order_line'""").query(Long.class).single();
    }
}
