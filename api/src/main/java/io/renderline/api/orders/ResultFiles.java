package io.renderline.api.orders;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.renderline.api.jobs.JobResults;

/** Reads what is made of an order, some lines at a time, so that no order is too large for it. */
@Component
class ResultFiles {
    private static final int LINES = 500;

    private final JdbcClient sql;

    ResultFiles(JdbcClient sql) {
        this.sql = sql;
    }

    /** The files of the lines after the one with number {@code after}; empty when there are no such lines. */
    Optional<List<ResultFile>> after(UUID order, int after) {
        List<ResultFile> files = sql
                .sql("""
                        SELECT l.number AS line, coalesce(o.place, 0) AS place, l.article_number AS product, l.reference,
                               o.output_type, o.output_type_version AS version, job.product_revision AS revision,
                               CASE WHEN o.line IS NULL THEN 'FAILED' ELSE %s END AS state,
                               CASE WHEN o.line IS NULL THEN l.refusal
                                    WHEN o.state = 'PLANNED' THEN job.error_message ELSE o.error_message END AS error,
                               made.label AS view, made.asset, made.sha256, coalesce(made.size_bytes, 0) AS size_bytes,
                               made.mime_type, made.device, coalesce(made.lost, false) AS lost
                        FROM order_line l
                        LEFT JOIN order_output o ON o.order_id = l.order_id AND o.line = l.number
                        LEFT JOIN job ON job.id = o.job_id
                        LEFT JOIN LATERAL (
                            SELECT job_task.label, job_task.ordinal, asset.output_name, asset.id AS asset, asset.sha256,
                                   asset.size_bytes, asset.mime_type, asset.lost_at IS NOT NULL AS lost,
                                   CASE WHEN asset.frames IS NOT NULL THEN
                                       (SELECT string_agg(DISTINCT concat_ws(' ', r.device ->> 'backend',
                                                          r.device ->> 'name'), ', ') %s)
                                        WHEN task.device IS NOT NULL THEN
                                            concat_ws(' ', task.device ->> 'backend', task.device ->> 'name')
                                   END AS device
                            FROM job_task JOIN task ON task.id = job_task.task_id
                            JOIN media_asset asset ON asset.cache_key = task.cache_key
                            WHERE job_task.job_id = job.id AND job_task.deliverable AND o.state = 'PLANNED') made ON true
                        WHERE l.order_id = :order AND l.number > :after AND l.number <= :after + :lines
                        ORDER BY l.number, o.place, made.ordinal, made.output_name"""
                        .formatted(LineStates.OF_OUTPUT, JobResults.FRAMES_BY))
                .param("order", order).param("after", after).param("lines", LINES).query(ResultFile.class).list()
                .stream().map(Objects::requireNonNull).toList();
        return files.isEmpty() ? Optional.empty() : Optional.of(files);
    }

    /** How many files of the order are known to be lost. */
    int lost(UUID order) {
        return sql.sql("""
                SELECT count(*) FROM order_output o JOIN job_task ON job_task.job_id = o.job_id
                JOIN task ON task.id = job_task.task_id JOIN media_asset asset ON asset.cache_key = task.cache_key
                WHERE o.order_id = ? AND o.state = 'PLANNED' AND job_task.deliverable AND asset.lost_at IS NOT NULL""")
                .param(order).query(Integer.class).single();
    }
}
