package io.renderline.api.orders;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.renderline.api.tasks.FairTurns;
import io.renderline.api.tasks.Priority;
import io.renderline.api.tasks.Rank;

import tools.jackson.databind.json.JsonMapper;

/** What of orders has no job yet. */
@Component
class WaitingOutputs {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final JdbcClient sql;
    private final Clock clock;

    WaitingOutputs(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /**
     * An order of which something waits.
     *
     * @param priority null: that of each output type
     * @param isLarge whether it asks for more outputs, done ones among them, than can be urgent
     */
    record WaitingOrder(UUID id, @Nullable Priority priority, boolean isLarge, FairTurns turns,
            @Nullable String traceparent) {}

    /**
     * One output type of one line.
     *
     * @param job its job that has ended, to be done again; null when it has none
     */
    record Waiting(int line, int place, String product, String outputType, int version, @Nullable UUID job) {}

    /** What became of one; {@code error} is why it has no job. */
    record Planned(int line, int place, String state, @Nullable UUID job, @Nullable String code,
            @Nullable String message) {}

    /**
     * The order that has waited longest for its next jobs, locked until the transaction ends: other processes go on with
     * other orders.
     */
    Optional<WaitingOrder> next() {
        return sql.sql("""
                SELECT id, priority, turns::text AS turns, traceparent,
                       (SELECT count(*) FROM (SELECT FROM order_output o WHERE o.order_id = render_order.id
                                              LIMIT :few + 1) outputs) > :few AS large
                FROM render_order
                WHERE state IN %s AND NOT cancelling AND EXISTS (
                    SELECT FROM order_output o WHERE o.order_id = render_order.id AND o.state = 'WAITING')
                ORDER BY planned_at NULLS FIRST, created_at, id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED"""
                .formatted(OrderState.LIVE)).param("few", Rank.FEW).query((row, number) -> {
                    Integer rank = row.getObject("priority", Integer.class);
                    return new WaitingOrder(Objects.requireNonNull(row.getObject("id", UUID.class)),
                            rank == null ? null : Priority.ofRank(rank), row.getBoolean("large"),
                            MAPPER.readValue(row.getString("turns"), FairTurns.class), row.getString("traceparent"));
                }).optional();
    }

    /**
     * The next ones of an order: those of one product together. Each one's line is looked up, not joined: joined, all lines of
     * a large order would be read for each output while the statistics are those of small orders.
     */
    List<Waiting> of(UUID order, int most) {
        return sql.sql("""
                SELECT o.line, o.place, (SELECT l.article_number FROM order_line l
                                         WHERE l.order_id = o.order_id AND l.number = o.line) AS product,
                       o.output_type, o.output_type_version AS version, o.job_id AS job
                FROM order_output o
                WHERE o.order_id = ? AND o.state = 'WAITING' ORDER BY o.first_line, o.line, o.place LIMIT ?""")
                .param(order).param(most).query(Waiting.class).list().stream().map(Objects::requireNonNull).toList();
    }

    /** Writes down what became of some, and how far the order's turns have come. */
    void planned(WaitingOrder order, List<Planned> outputs) {
        sql.sql("""
                UPDATE order_output o SET state = p.state, job_id = coalesce(p.job, o.job_id), error_code = p.code,
                       error_message = p.message
                FROM jsonb_to_recordset(:outputs::jsonb) AS p(line integer, place integer, state text, job uuid,
                     code text, message text)
                WHERE o.order_id = :order AND o.line = p.line AND o.place = p.place""").param("order", order.id())
                .param("outputs", MAPPER.writeValueAsString(outputs)).update();
        sql.sql("UPDATE render_order SET turns = ?::jsonb, planned_at = ? WHERE id = ?")
                .param(MAPPER.writeValueAsString(order.turns())).param(Timestamp.from(clock.instant()))
                .param(order.id()).update();
    }
}
