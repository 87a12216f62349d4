package io.renderline.api.jobs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists the tasks that a job needs. */
@Component
class JobTaskReader {
    private final JdbcClient sql;

    JobTaskReader(JdbcClient sql) {
        this.sql = sql;
    }

    /** The job's tasks, in the order of its plan. One whose files were found has succeeded, whatever became of who made them. */
    List<TaskView> tasks(UUID job) {
        return sql.sql("""
                SELECT task.id, task.type, task.queue, task.params, task.progress, task.attempt,
                       CASE WHEN job_task.cached THEN 'SUCCEEDED' ELSE task.state END AS state,
                       job_task.cached, task.worker, task.device, task.engine_ms, task.total_ms, task.warm,
                       task.engine_process, task.started_at, task.finished_at,
                       CASE WHEN NOT job_task.cached THEN task.error_code END AS error_code, task.error_message,
                       CASE WHEN task.state = 'SUCCEEDED' OR job_task.cached THEN (
                           SELECT coalesce(jsonb_agg(jsonb_build_object('assetId', asset.id, 'kind', asset.kind,
                               'mimeType', asset.mime_type, 'sizeBytes', asset.size_bytes,
                               'url', '/v1/assets/' || asset.id || '/content') ORDER BY asset.output_name), '[]')
                           FROM media_asset asset WHERE asset.cache_key = task.cache_key AND asset.lost_at IS NULL
                       ) ELSE '[]' END AS outputs
                FROM job_task JOIN task ON task.id = job_task.task_id
                WHERE job_task.job_id = ? ORDER BY job_task.ordinal""").param(job).query(JobTaskReader::view).list();
    }

    private static TaskView view(ResultSet row, int number) throws SQLException {
        return new TaskView(Objects.requireNonNull(row.getObject("id", UUID.class)), row.getString("type"),
                row.getString("queue"), row.getString("params"), row.getString("state"), row.getDouble("progress"),
                row.getInt("attempt"), row.getBoolean("cached"), row.getString("worker"), row.getString("device"),
                row.getObject("engine_ms", Long.class), row.getObject("total_ms", Long.class),
                row.getObject("warm", Boolean.class), row.getObject("engine_process", Long.class),
                time(row, "started_at"), time(row, "finished_at"),
                row.getString("outputs"), ErrorView.of(row.getString("error_code"), row.getString("error_message")));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
