package io.renderline.api.tasks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

import io.renderline.core.trace.LogContext;
import io.renderline.core.trace.TaskOrigin;

/** Tells of jobs that have ended, when that is committed. */
@Component
class JobEndings {
    /** What an update of {@code job} must return for {@link #tell}. */
    static final String RETURNED = """
            job.id, job.kind, job.state, job.error_code, %s,
            extract(epoch FROM coalesce(job.started_at, job.finished_at) - job.created_at) AS waited,
            extract(epoch FROM job.finished_at - coalesce(job.started_at, job.finished_at)) AS ran"""
            .formatted(OriginColumns.OF_JOB);

    private static final Logger LOG = LoggerFactory.getLogger(JobEndings.class);

    private final JobMeters meters;
    private final ApplicationEventPublisher listeners;

    JobEndings(JobMeters meters, ApplicationEventPublisher listeners) {
        this.meters = meters;
        this.listeners = listeners;
    }

    /** A job whose row an update has returned. */
    record ChangedJob(UUID id, String kind, JobState state, String error, Duration waited, Duration ran,
            @Nullable TaskOrigin origin) {
        static ChangedJob read(ResultSet row, int number) throws SQLException {
            return new ChangedJob(Objects.requireNonNull(row.getObject("id", UUID.class)), row.getString("kind"),
                    JobState.valueOf(row.getString("state")),
                    Objects.requireNonNullElse(row.getString("error_code"), ""),
                    seconds(row, "waited"), seconds(row, "ran"), OriginColumns.read(row));
        }

        private static Duration seconds(ResultSet row, String column) throws SQLException {
            // A job that goes on has no end yet; the clocks of two api processes may differ
            return Duration.ofMillis(Math.max(0, Math.round(row.getDouble(column) * 1000)));
        }
    }

    /** Tells of those of the jobs that have ended. */
    void tell(List<ChangedJob> changed) {
        List<ChangedJob> ended = changed.stream().filter(job -> !job.state().isLive()).toList();
        if (!ended.isEmpty()) {
            AfterCommit.run(() -> {
                listeners.publishEvent(new JobsEnded(ended.stream().map(ChangedJob::id).toList()));
                ended.forEach(this::tellOf);
            });
        }
    }

    private void tellOf(ChangedJob job) {
        meters.ended(job.kind(), job.state(), job.waited(), job.ran());
        try (LogContext _ = LogContext.of(job.origin())) {
            LOG.info("Job {} is {}, {} ms after its start{}", job.id(), job.state(), job.ran().toMillis(),
                    job.error().isEmpty() ? "" : ": " + job.error());
        }
    }
}
