package io.renderline.api.tasks;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Ends a job because its client wants so. What it shares with other jobs goes on. */
@Component
public class JobCancellation {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final TaskAbandonment abandonment;
    private final WorkerControl workers;
    private final JobEndings endings;

    JobCancellation(JdbcClient jdbc, TransactionTemplate transaction, TaskAbandonment abandonment,
            WorkerControl workers, JobEndings endings) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.abandonment = abandonment;
        this.workers = workers;
        this.endings = endings;
    }

    /** Cancels a job; false when it had already ended or does not exist. */
    public boolean cancel(UUID jobId) {
        Set<UUID> atWorkers = transaction.execute(status -> cancelInTransaction(jobId));
        if (atWorkers == null) {
            return false;
        }
        if (!atWorkers.isEmpty()) {
            workers.stop(atWorkers);
        }
        return true;
    }

    private @Nullable Set<UUID> cancelInTransaction(UUID jobId) {
        abandonment.lockTasksOf(List.of(jobId));
        List<JobEndings.ChangedJob> cancelled = jdbc.sql("""
                UPDATE job SET state = 'CANCELLED', finished_at = clock_timestamp()
                WHERE id = ? AND state IN %s RETURNING %s"""
                .formatted(SqlStates.LIVE_JOBS, JobEndings.RETURNED)).param(jobId).query(JobEndings.ChangedJob::read)
                .list();
        endings.tell(cancelled);
        return cancelled.isEmpty() ? null : abandonment.abandon(List.of(jobId));
    }
}
