package io.renderline.api.tasks;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

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
        return cancel(List.of(jobId)) == 1;
    }

    /**
     * Cancels jobs at once.
     *
     * @return how many of them had not ended before
     */
    public int cancel(List<UUID> jobIds) {
        Set<UUID> atWorkers = new HashSet<>();
        Integer cancelled = jobIds.isEmpty()
                ? Integer.valueOf(0)
                : transaction.execute(status -> cancelInTransaction(jobIds, atWorkers));
        if (!atWorkers.isEmpty()) {
            workers.stop(atWorkers);
        }
        return cancelled == null ? 0 : cancelled;
    }

    private int cancelInTransaction(List<UUID> jobIds, Set<UUID> atWorkers) {
        abandonment.lockTasksOf(jobIds);
        List<JobEndings.ChangedJob> cancelled = jdbc.sql("""
                WITH live AS (SELECT id FROM job WHERE id IN (:jobs) AND state IN %s ORDER BY id FOR UPDATE)
                UPDATE job SET state = 'CANCELLED', finished_at = clock_timestamp()
                FROM live WHERE job.id = live.id RETURNING %s"""
                .formatted(SqlStates.LIVE_JOBS, JobEndings.RETURNED)).param("jobs", jobIds)
                .query(JobEndings.ChangedJob::read)
                .list();
        endings.tell(cancelled);
        if (!cancelled.isEmpty()) {
            atWorkers.addAll(abandonment.abandon(cancelled.stream().map(JobEndings.ChangedJob::id).toList()));
        }
        return cancelled.size();
    }
}
