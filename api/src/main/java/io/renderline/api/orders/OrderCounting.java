package io.renderline.api.orders;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import io.renderline.api.tasks.JobState;

import tools.jackson.databind.json.JsonMapper;

/**
 * Counts how far a live order is and writes it down, so that lists cost nothing. The order's row is locked before its lines
 * are looked at, so that an order that is done again meanwhile does not end by what was seen before.
 */
@Component
class OrderCounting {
    private static final Logger LOG = LoggerFactory.getLogger(OrderCounting.class);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final OrderMeters meters;

    OrderCounting(JdbcClient sql, TransactionTemplate transaction, Clock clock, OrderMeters meters) {
        this.sql = sql;
        this.transaction = transaction;
        this.clock = clock;
        this.meters = meters;
    }

    /** Counts the order, unless it has ended, or somebody else is at it now. */
    void count(UUID order) {
        OrderState ended = transaction.execute(status -> countLocked(order));
        if (ended != null && !ended.isLive()) {
            meters.ended(ended);
            LOG.info("Order {} is {}", order, ended);
        }
    }

    private OrderState countLocked(UUID order) {
        var cancelling = sql.sql("SELECT cancelling FROM render_order WHERE id = ? AND state IN " + OrderState.LIVE
                + " FOR NO KEY UPDATE SKIP LOCKED").param(order).query(Boolean.class).optional();
        if (cancelling.isEmpty()) {
            return OrderState.RUNNING;
        }
        OrderCounts counts = counts(order);
        OrderState state = OrderState.of(counts.lines(), counts.outputs(), cancelling.get());
        Timestamp now = Timestamp.from(clock.instant());
        sql.sql("""
                UPDATE render_order SET state = :state, counts = :counts::jsonb, counted_at = :now,
                       started_at = CASE WHEN :state = 'QUEUED' THEN started_at
                                         ELSE coalesce(started_at, :now::timestamptz) END,
                       finished_at = CASE WHEN :live THEN NULL ELSE :now::timestamptz END
                WHERE id = :id""").param("state", state.name()).param("counts", MAPPER.writeValueAsString(counts))
                .param("live", state.isLive()).param("now", now).param("id", order).update();
        return state;
    }

    /** All lines and outputs, in one pass. */
    private OrderCounts counts(UUID order) {
        Map<JobState, Integer> lines = new EnumMap<>(JobState.class);
        Map<JobState, Integer> outputs = new EnumMap<>(JobState.class);
        double[] progress = new double[1];
        sql.sql("""
                WITH output AS (
                    SELECT o.line, %s AS state, CASE WHEN o.state = 'WAITING' THEN 0
                           WHEN o.state = 'PLANNED' AND job.state IN ('QUEUED', 'RUNNING')
                           THEN job.tasks_succeeded::real / greatest(job.tasks_total, 1) ELSE 1 END AS progress
                    FROM %s WHERE o.order_id = :order),
                line AS (SELECT line, %s AS state FROM output GROUP BY line)
                SELECT 'line' AS of, state, count(*)::integer AS number, 0 AS progress FROM line GROUP BY state
                UNION ALL SELECT 'line', 'FAILED', count(*)::integer, 0 FROM order_line
                          WHERE order_id = :order AND refusal IS NOT NULL
                UNION ALL SELECT 'output', state, count(*)::integer, sum(progress) FROM output GROUP BY state"""
                .formatted(LineStates.OF_OUTPUT, LineStates.OUTPUTS, LineStates.OF_LINE)).param("order", order)
                .query(row -> {
                    boolean isLine = row.getString("of").equals("line");
                    (isLine ? lines : outputs).merge(JobState.valueOf(row.getString("state")), row.getInt("number"),
                            Integer::sum);
                    progress[0] += row.getDouble("progress");
                });
        StateCounts counted = StateCounts.of(outputs);
        return new OrderCounts(StateCounts.of(lines), counted,
                counted.total() == 0 ? 1 : Math.min(1, progress[0] / counted.total()));
    }
}
