package io.renderline.api.jobs;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import io.renderline.api.tasks.FairTurns;
import io.renderline.api.tasks.JobState;
import io.renderline.api.tasks.ScheduledJob;
import io.renderline.api.tasks.TaskScheduler;
import io.renderline.core.trace.LogContext;
import io.renderline.core.trace.TraceParent;

/** Does a failed or cancelled job again. What it has made already is found, and only the rest is made. */
@Service
class JobRetry {
    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final JobPlanner planner;
    private final TaskScheduler scheduler;

    JobRetry(JdbcClient sql, TransactionTemplate transaction, JobPlanner planner, TaskScheduler scheduler) {
        this.sql = sql;
        this.transaction = transaction;
        this.planner = planner;
        this.scheduler = scheduler;
    }

    private record Ended(String kind, String request, JobState state) {}

    /**
     * Schedules the job again.
     *
     * @return the state in which it was; empty when there is no such job. Only a FAILED or CANCELLED one was scheduled
     */
    Optional<JobState> retry(UUID job) {
        return Optional.ofNullable(transaction.execute(status -> {
            // Locked, so that two retries at once schedule it once
            Optional<Ended> ended = sql.sql("SELECT kind, request::text, state FROM job WHERE id = ? FOR UPDATE")
                    .param(job).query(Ended.class).optional();
            ended.filter(found -> isRetryable(found.state())).ifPresent(found -> {
                JobRequest request = RequestJson.read(found.kind(), found.request());
                TraceParent trace = LogContext.trace();
                if (trace != null) {
                    // What is done again follows from this request, not from the first one
                    sql.sql("UPDATE job SET traceparent = ? WHERE id = ?").param(trace.text()).param(job).update();
                }
                scheduler.reschedule(
                        List.of(new ScheduledJob(job, request.priority(), planner.plan(request))), new FairTurns());
            });
            return ended.map(Ended::state).orElse(null);
        }));
    }

    static boolean isRetryable(JobState state) {
        return state == JobState.FAILED || state == JobState.CANCELLED;
    }
}
