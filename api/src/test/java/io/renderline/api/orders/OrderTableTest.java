package io.renderline.api.orders;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.renderline.api.tasks.StoredTasks;

import static org.assertj.core.api.Assertions.assertThat;

class OrderTableTest {
    private final StoredTasks database = new StoredTasks();
    private final OrderTable orders = new OrderTable(database.jdbc, Clock.systemUTC());

    /** A connection keeps how it looks for a row's parents: what suits small tables must not be done to large ones. */
    @Test
    void aLargeOrderAfterSmallOnesReadsNoTableOncePerRow() {
        database.jdbc.sql("INSERT INTO output_type (name, version) VALUES ('front', 1)").update();
        database.jdbc.sql("INSERT INTO output_type_version (name, version, settings) VALUES ('front', 1, '{}')")
                .update();
        order(20);
        database.jdbc.sql("ANALYZE").update();

        Long read = database.transaction.execute(status -> {
            order(20);
            order(1000);
            return database.jdbc.sql("SELECT seq_tup_read FROM pg_stat_xact_user_tables WHERE relname = 'order_line'")
                    .query(Long.class).single();
        });

        assertThat(Objects.requireNonNull(read)).isLessThan(30_000);
    }

    private void order(int lines) {
        orders.insert(UUID.randomUUID(), IntStream.rangeClosed(1, lines)
                .mapToObj(number -> new AcceptedLine(number, "row " + number, "bolt", null, 1,
                        List.of(new AcceptedLine.Output("front", 1)), null))
                .toList(), new OrderWishes(null, List.of(), null, false, null));
    }
}
