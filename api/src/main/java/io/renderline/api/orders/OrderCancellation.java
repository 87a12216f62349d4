package io.renderline.api.orders;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import io.renderline.api.tasks.JobCancellation;

/** Gives up orders and lines because their client wants so. What other jobs need goes on. */
@Component
class OrderCancellation {
    /** As many jobs as a transaction should hold locks for. */
    private static final int AT_ONCE = 1000;

    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final JobCancellation jobs;

    OrderCancellation(JdbcClient sql, TransactionTemplate transaction, JobCancellation jobs) {
        this.sql = sql;
        this.transaction = transaction;
        this.jobs = jobs;
    }

    /**
     * Gives an order up. No job is made of it from now on; those that live are given up behind that, some at a time, so that
     * a crash only delays it.
     *
     * @return false when it had ended before
     */
    boolean cancel(UUID order) {
        boolean cancelled = Boolean.TRUE.equals(transaction.execute(status -> {
            // Waits for who makes jobs of it at this moment
            boolean live = sql.sql("UPDATE render_order SET cancelling = true WHERE id = ? AND state IN "
                    + OrderState.LIVE).param(order).update() == 1;
            if (live) {
                sql.sql("UPDATE order_output SET state = 'CANCELLED' WHERE order_id = ? AND state = 'WAITING'")
                        .param(order).update();
            }
            return live;
        }));
        if (cancelled) {
            // So that a small order is answered as cancelled
            giveUpSome(order);
        }
        return cancelled;
    }

    /** Gives up all jobs of a cancelled order. */
    void giveUpRest(UUID order) {
        int given = giveUpSome(order);
        while (given > 0) {
            given = giveUpSome(order);
        }
    }

    private int giveUpSome(UUID order) {
        return jobs.cancel(sql.sql("""
                SELECT job.id FROM order_output o JOIN job ON job.id = o.job_id
                WHERE o.order_id = ? AND o.state = 'PLANNED' AND job.state IN ('QUEUED', 'RUNNING') LIMIT ?""")
                .param(order).param(AT_ONCE)
                .query((row, number) -> Objects.requireNonNull(row.getObject(1, UUID.class)))
                .list());
    }

    /**
     * Gives one line up.
     *
     * @return false when all of it had ended before
     */
    boolean cancel(UUID order, int line) {
        record Given(int waiting, List<UUID> live) {}
        Given given = Objects.requireNonNull(transaction.execute(status -> {
            sql.sql("SELECT id FROM render_order WHERE id = ? FOR NO KEY UPDATE").param(order)
                    .query((row, number) -> row.getString(1)).optional();
            int waiting = sql.sql("""
                    UPDATE order_output SET state = 'CANCELLED'
                    WHERE order_id = ? AND line = ? AND state = 'WAITING'""").param(order).param(line).update();
            return new Given(waiting, sql.sql("""
                    SELECT job.id FROM order_output o JOIN job ON job.id = o.job_id
                    WHERE o.order_id = ? AND o.line = ? AND o.state = 'PLANNED'
                      AND job.state IN ('QUEUED', 'RUNNING')""").param(order).param(line)
                    .query((row, number) -> Objects.requireNonNull(row.getObject(1, UUID.class))).list());
        }));
        return jobs.cancel(given.live()) + given.waiting() > 0;
    }
}
