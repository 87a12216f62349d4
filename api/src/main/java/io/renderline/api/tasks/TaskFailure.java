package io.renderline.api.tasks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.renderline.api.tasks.JobEndings.ChangedJob;
import io.renderline.core.failure.Failure;
import io.renderline.core.failure.FailureCode;
import io.renderline.core.task.Queue;
import io.renderline.core.task.TaskType;
import io.renderline.core.trace.LogContext;
import io.renderline.core.trace.TaskOrigin;

/**
 * Decides what a failed attempt means: another attempt, or the end of the task and of all jobs that need it. Only the current
 * attempt counts: a late failure of an earlier one changes nothing.
 */
@Component
public class TaskFailure {
    private static final Logger LOG = LoggerFactory.getLogger(TaskFailure.class);

    private final JdbcClient jdbc;
    private final RetryPolicy retries;
    private final TaskAbandonment abandonment;
    private final TaskMeters meters;
    private final JobEndings endings;

    TaskFailure(JdbcClient jdbc, RetryPolicy retries, TaskAbandonment abandonment, TaskMeters meters,
            JobEndings endings) {
        this.jdbc = jdbc;
        this.retries = retries;
        this.abandonment = abandonment;
        this.meters = meters;
        this.endings = endings;
    }

    /**
     * Records that an attempt failed.
     *
     * @return the tasks at workers that nobody needs any more
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<UUID> fail(UUID taskId, int attempt, Failure failure) {
        return fail(taskId, attempt, null, failure);
    }

    /**
     * Records what a worker says of its attempt. When the broker has taken the attempt from a worker that fell silent, another
     * one has the same attempt: what the first one says when it wakes up must not end what the second one does.
     *
     * @param worker null when it does not matter whose attempt it is
     * @return the tasks at workers that nobody needs any more
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<UUID> fail(UUID taskId, int attempt, @Nullable String worker, Failure failure) {
        Uncounted uncounted = uncounted(taskId);
        int own = attempt - uncounted.inputsLost() - uncounted.storageAway();
        if (failure.code() == FailureCode.STORAGE_UNAVAILABLE) {
            // Nothing is wrong with the task: it waits, however long the store is away
            retry(taskId, attempt, worker, failure, retries.storageDelay(uncounted.storageAway() + 1));
            return Set.of();
        }
        if (failure.code().isRetryable() && own < retries.attempts()) {
            retry(taskId, attempt, worker, failure, retries.delayAfter(Math.max(1, own)));
            return Set.of();
        }
        return failForGood(taskId, attempt, worker, failure);
    }

    /** The attempts that ended for no reason of the task's own. */
    private record Uncounted(int inputsLost, int storageAway) {}

    private Uncounted uncounted(UUID taskId) {
        return jdbc.sql("SELECT inputs_lost, storage_away FROM task WHERE id = ?").param(taskId).query(Uncounted.class)
                .optional().orElse(new Uncounted(0, 0));
    }

    /** Whether a task that workers have begun so often, of whom none said how it ended, is what ended them. */
    public boolean hasEndedWorkers(int begun) {
        return begun >= retries.attempts();
    }

    /** Sends a task to be published again, at once, because its message or its worker is gone. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requeue(UUID taskId, int attempt, Failure reason) {
        retry(taskId, attempt, null, reason, Duration.ZERO);
    }

    private void retry(UUID taskId, int attempt, @Nullable String worker, Failure failure, Duration delay) {
        Optional<ChangedTask> changed = jdbc.sql("""
                UPDATE task SET state = 'READY', worker = NULL, batch_id = NULL, progress = 0,
                       error_code = :code, error_message = :message,
                       storage_away = storage_away + CASE WHEN :code = 'STORAGE_UNAVAILABLE' THEN 1 ELSE 0 END,
                       begun = CASE WHEN :code = 'WORKER_LOST' THEN begun ELSE 0 END,
                       not_before = clock_timestamp() + make_interval(secs => :delay)
                WHERE id = :id AND attempt = :attempt AND state IN ('QUEUED', 'RUNNING')
                  AND coalesce(worker = :worker, true)
                RETURNING type, queue, %s""".formatted(OriginColumns.OF_TASK)).param("worker", worker, Types.VARCHAR)
                .param("code", failure.code().name()).param("message", failure.message())
                .param("delay", delay.toMillis() / 1000.0).param("id", taskId).param("attempt", attempt)
                .query(ChangedTask::read).optional();
        if (changed.isPresent()) {
            try (LogContext _ = LogContext.of(changed.get().origin()).task(taskId)) {
                LOG.warn("Task {} is tried again in {} ms after attempt {}: {}: {}", taskId, delay.toMillis(), attempt,
                        failure.code(), failure.message());
            }
            meters.retried(failure.code());
            jdbc.sql("SELECT pg_notify(?, '')").param(TaskScheduler.READY_CHANNEL).query().singleRow();
        }
    }

    private Set<UUID> failForGood(UUID taskId, int attempt, @Nullable String worker, Failure failure) {
        List<UUID> jobs = jdbc.sql("""
                SELECT job_id FROM job_task JOIN job ON job.id = job_id WHERE task_id = ? AND job.state IN %s
                ORDER BY job_id""".formatted(SqlStates.LIVE_JOBS)).param(taskId).query(IdColumn.FIRST).list();
        if (!jobs.isEmpty()) {
            abandonment.lockTasksOf(jobs);
        }
        Optional<ChangedTask> failed = jdbc.sql("""
                UPDATE task SET state = 'FAILED', error_code = :code, error_message = :message,
                       finished_at = clock_timestamp()
                WHERE id = :id AND attempt = :attempt AND state IN %s
                  AND coalesce(worker = :worker, true)
                RETURNING type, queue, %s""".formatted(SqlStates.before(TaskState.FAILED), OriginColumns.OF_TASK))
                .param("worker", worker, Types.VARCHAR)
                .param("code", failure.code().name()).param("message", failure.message())
                .param("id", taskId).param("attempt", attempt).query(ChangedTask::read).optional();
        if (failed.isEmpty()) {
            return Set.of();
        }
        meters.failed(failed.get().type(), failed.get().queue(), failure.code());
        try (LogContext _ = LogContext.of(failed.get().origin()).task(taskId)) {
            LOG.warn("Task {} has failed: {}: {}", taskId, failure.code(), failure.message());
        }
        return failJobs(taskId, failure);
    }

    private record ChangedTask(TaskType type, Queue queue, @Nullable TaskOrigin origin) {
        static ChangedTask read(ResultSet row, int number) throws SQLException {
            return new ChangedTask(TaskType.of(row.getString("type")), Queue.of(row.getString("queue")),
                    OriginColumns.read(row));
        }
    }

    /** Reads the jobs again: one may have joined the task while its lock was waited for. */
    private Set<UUID> failJobs(UUID taskId, Failure failure) {
        List<ChangedJob> failed = jdbc.sql("""
                WITH needing AS (SELECT id FROM job WHERE state IN %s
                     AND id IN (SELECT job_id FROM job_task WHERE task_id = :task) ORDER BY id FOR UPDATE)
                UPDATE job SET state = 'FAILED', tasks_failed = tasks_failed + 1, error_code = :code,
                       error_message = :message, finished_at = clock_timestamp()
                FROM needing WHERE job.id = needing.id RETURNING %s"""
                .formatted(SqlStates.LIVE_JOBS, JobEndings.RETURNED))
                .param("task", taskId).param("code", failure.code().name()).param("message", failure.message())
                .query(ChangedJob::read).list();
        endings.tell(failed);
        return failed.isEmpty() ? Set.of() : abandonment.abandon(failed.stream().map(ChangedJob::id).toList());
    }
}
