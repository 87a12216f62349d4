package io.renderline.api.orders;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does again what has failed or was cancelled: it waits for its job like at first, and the job finds what is made already.
 * Refused lines stay refused: what is wrong with them does not change.
 */
@Component
class OrderRetry {
    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final PlanningLoop planning;

    OrderRetry(JdbcClient sql, TransactionTemplate transaction, PlanningLoop planning) {
        this.sql = sql;
        this.transaction = transaction;
        this.planning = planning;
    }

    /** What came of it. */
    enum Outcome {
        /** Something is done again. */
        AGAIN,
        /** Nothing of it has failed or was cancelled. */
        NOTHING,
        /** The order is being cancelled; what of it lives must end first. */
        ENDING
    }

    /** @param line null: all lines */
    Outcome retry(UUID order, @Nullable Integer line) {
        Outcome outcome = transaction.execute(status -> {
            boolean ending = sql.sql("""
                    SELECT cancelling AND state IN %s FROM render_order WHERE id = ? FOR NO KEY UPDATE"""
                    .formatted(OrderState.LIVE)).param(order).query(Boolean.class).single();
            if (ending) {
                return Outcome.ENDING;
            }
            int again = sql.sql("""
                    UPDATE order_output o SET state = 'WAITING', error_code = NULL, error_message = NULL
                    WHERE o.order_id = :order AND (:line::integer IS NULL OR o.line = :line)
                      AND (o.state IN ('FAILED', 'CANCELLED') OR o.state = 'PLANNED' AND EXISTS (
                           SELECT FROM job WHERE job.id = o.job_id AND job.state IN ('FAILED', 'CANCELLED')))""")
                    .param("order", order).param("line", line).update();
            if (again == 0) {
                return Outcome.NOTHING;
            }
            sql.sql("""
                    UPDATE render_order SET state = 'RUNNING', cancelling = false, finished_at = NULL, planned_at = NULL
                    WHERE id = ?""").param(order).update();
            return Outcome.AGAIN;
        });
        if (outcome == Outcome.AGAIN) {
            planning.signal();
        }
        return java.util.Objects.requireNonNull(outcome);
    }
}
