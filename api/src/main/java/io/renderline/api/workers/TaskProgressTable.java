package io.renderline.api.workers;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.renderline.core.message.TaskProgress;

/** Notes how far running tasks are. */
@Component
class TaskProgressTable {
    private final JdbcClient sql;

    TaskProgressTable(JdbcClient sql) {
        this.sql = sql;
    }

    /** What comes of another attempt, out of order, or after the end changes nothing. */
    void heard(TaskProgress progress) {
        if (Double.isNaN(progress.fraction())) {
            return;
        }
        double fraction = Math.clamp(progress.fraction(), 0, 1);
        sql.sql("""
                UPDATE task SET progress = :fraction
                WHERE id = :id AND attempt = :attempt AND state = 'RUNNING' AND progress < :fraction""")
                .param("fraction", fraction).param("id", progress.taskId()).param("attempt", progress.attempt())
                .update();
    }
}
