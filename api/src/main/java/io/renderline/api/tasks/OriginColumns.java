package io.renderline.api.tasks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.renderline.core.trace.TaskOrigin;
import io.renderline.core.trace.TraceParent;

/** Reads what a task is followed by. */
public final class OriginColumns {
    /** What to select of, or return from, {@code task}. */
    public static final String OF_TASK = """
            task.first_job_id AS origin_job,
            (SELECT origin.traceparent FROM job origin WHERE origin.id = task.first_job_id) AS origin_trace""";
    /** What to select of, or return from, {@code job}. */
    static final String OF_JOB = "job.id AS origin_job, job.traceparent AS origin_trace";

    private OriginColumns() {}

    /** Null for a task that was planned by a version that did not follow it. */
    public static @Nullable TaskOrigin read(ResultSet row) throws SQLException {
        UUID job = row.getObject("origin_job", UUID.class);
        return job == null
                ? null
                : new TaskOrigin(job, TraceParent.parse(row.getString("origin_trace")).orElse(null));
    }
}
