package io.renderline.api.database;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps PostgreSQL's checks of foreign keys quick while many rows are written.
 *
 * <p>A connection keeps the plan of such a check. One that was made while the table of the parents was small reads all of
 * it, and goes on doing so for each new row while the table grows: then the time goes with the square of the rows. Such a
 * plan lasts until the table's statistics are gathered again, which PostgreSQL looks after once a minute.
 */
@Component
public class ForeignKeyChecks {
    /** Below, it costs less to read a small table than to plan again. */
    private static final int MANY = 100;

    private final JdbcClient sql;

    public ForeignKeyChecks(JdbcClient sql) {
        this.sql = sql;
    }

    /** Has parents found by their index for the rest of the transaction, in which so many rows will be written. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void prepare(int rows) {
        if (rows >= MANY) {
            sql.sql("SET LOCAL enable_seqscan = off; DISCARD PLANS").update();
        }
    }
}
