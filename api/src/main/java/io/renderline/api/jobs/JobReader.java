package io.renderline.api.jobs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.renderline.api.tasks.JobState;
import io.renderline.api.web.NewestCursor;

/** Tells how far jobs are: a few statements for one job, however many tasks it has, and as few for a page of them. */
@Component
class JobReader {
    /**
     * The running share comes from the few tasks that run, not from all tasks of the job. The request is left where it is: it
     * may be of ten thousand views.
     */
    private static final String SUMMARY = """
            SELECT id, kind, output_type, output_type_version, template, template_version, article_number,
                   product_revision, geometry_source, state, tasks_total, tasks_succeeded, tasks_failed, tasks_cached,
                   error_code, error_message, created_at, started_at, finished_at, CASE WHEN state IN ('QUEUED', 'RUNNING') THEN
                       (SELECT coalesce(sum(task.progress), 0) FROM task JOIN job_task ON job_task.task_id = task.id
                        WHERE task.state = 'RUNNING' AND job_task.job_id = job.id) ELSE 0 END AS running_share
            FROM job
            """;

    private final JdbcClient sql;
    private final JobResults results;
    private final Clock clock;

    JobReader(JdbcClient sql, JobResults results, Clock clock) {
        this.sql = sql;
        this.results = results;
        this.clock = clock;
    }

    Optional<JobView> find(UUID id) {
        return sql.sql(SUMMARY + "WHERE id = ?").param(id).query(this::summary).optional()
                .map(this::withResults);
    }

    /** While nothing of a job is made there is nothing more to look up: a client that waits asks often. */
    private JobView withResults(JobSummary job) {
        if (job.tasks().total() == 0) {
            return job.with(results.model(job.id()), List.of());
        }
        return job.tasks().succeeded() == 0
                ? job.with(List.of(), List.of())
                : job.with(results.of(List.of(job.id())).getOrDefault(job.id(), List.of()), results.notes(job.id()));
    }

    boolean exists(UUID id) {
        return sql.sql("SELECT EXISTS (SELECT FROM job WHERE id = ?)").param(id).query(Boolean.class).single();
    }

    /** Jobs after {@code cursor}, newest first; {@code state} and {@code kind} narrow it down where they are given. */
    JobPage page(@Nullable JobState state, @Nullable String kind, NewestCursor cursor, int limit) {
        List<JobSummary> found = sql.sql(SUMMARY + """
                WHERE (created_at, id) < (:createdAt, :id)
                  AND (:state::text IS NULL OR state = :state) AND (:kind::text IS NULL OR kind = :kind)
                ORDER BY created_at DESC, id DESC LIMIT :limit""")
                .param("createdAt", Timestamp.from(cursor.createdAt())).param("id", cursor.id())
                .param("state", state == null ? null : state.name()).param("kind", kind).param("limit", limit + 1)
                .query(this::summary).list();
        if (found.size() <= limit) {
            return new JobPage(found, null);
        }
        JobSummary last = found.get(limit - 1);
        return new JobPage(found.subList(0, limit), new NewestCursor(last.createdAt(), last.id()).text());
    }

    private JobSummary summary(ResultSet row, int number) throws SQLException {
        JobState state = JobState.valueOf(row.getString("state"));
        var counts = new JobView.TaskCounts(row.getInt("tasks_total"), row.getInt("tasks_succeeded"),
                row.getInt("tasks_failed"), row.getInt("tasks_cached"));
        Instant createdAt = Objects.requireNonNull(instant(row, "created_at"));
        Instant startedAt = instant(row, "started_at");
        Instant finishedAt = instant(row, "finished_at");
        Instant end = finishedAt == null ? clock.instant() : finishedAt;
        Instant start = startedAt == null ? end : startedAt;
        return new JobSummary(Objects.requireNonNull(row.getObject("id", UUID.class)), row.getString("kind"),
                OutputVersion.of(row.getString("output_type"), row.getInt("output_type_version")),
                TemplateVersion.of(row.getString("template"), row.getInt("template_version")), product(row),
                GeometrySource.of(row.getString("geometry_source")), state,
                progress(state, counts, row.getDouble("running_share")), counts,
                ErrorView.of(row.getString("error_code"), row.getString("error_message")), millis(createdAt, start),
                millis(start, end), createdAt, startedAt, finishedAt);
    }

    private static JobView.@Nullable ProductRevision product(ResultSet row) throws SQLException {
        String articleNumber = row.getString("article_number");
        return articleNumber == null
                ? null
                : new JobView.ProductRevision(articleNumber, row.getInt("product_revision"));
    }

    private static double progress(JobState state, JobView.TaskCounts tasks, double runningShare) {
        if (state == JobState.SUCCEEDED) {
            return 1;
        }
        return tasks.total() == 0 ? 0 : Math.min(1, (tasks.succeeded() + runningShare) / tasks.total());
    }

    private static long millis(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
