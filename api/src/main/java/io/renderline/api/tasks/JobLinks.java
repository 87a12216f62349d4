package io.renderline.api.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.renderline.core.key.CacheKey;

/** Makes tasks part of jobs that are under way already. */
@Component
class JobLinks {
    private final JdbcClient jdbc;

    JobLinks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Maker(UUID id, CacheKey key) {}

    /**
     * Adds tasks to the live jobs that need {@code waiting}. Where a job has a former task with the same cache key, the new
     * one takes its place, and what was counted as made is counted as missing again.
     */
    void add(UUID waiting, Map<CacheKey, UUID> makers) {
        List<UUID> jobs = jdbc.sql("""
                SELECT id FROM job WHERE state IN %s AND id IN (SELECT job_id FROM job_task WHERE task_id = ?)
                ORDER BY id FOR UPDATE""".formatted(SqlStates.LIVE_JOBS)).param(waiting).query(IdColumn.FIRST).list();
        if (jobs.isEmpty()) {
            return;
        }
        List<Maker> rows = new ArrayList<>();
        makers.forEach((key, task) -> rows.add(new Maker(task, key)));
        jdbc.sql("""
                WITH maker AS (SELECT * FROM jsonb_to_recordset(:makers::jsonb) AS m(id uuid, key text)),
                replaced AS (
                    DELETE FROM job_task old USING task t, maker m
                    WHERE t.id = old.task_id AND t.cache_key = m.key AND t.id <> m.id AND old.job_id IN (:jobs)
                    RETURNING old.job_id, m.id AS maker, old.ordinal, old.deliverable, old.cached, old.label),
                added AS (
                    INSERT INTO job_task (job_id, task_id, ordinal, deliverable, cached, label)
                    SELECT n.job_id, m.id, coalesce(r.ordinal, n.ordinal - 1), coalesce(r.deliverable, false), false,
                           r.label
                    FROM job_task n CROSS JOIN maker m
                    LEFT JOIN replaced r ON r.job_id = n.job_id AND r.maker = m.id
                    WHERE n.task_id = :waiting AND n.job_id IN (:jobs)
                    ON CONFLICT (job_id, task_id) DO NOTHING RETURNING job_id),
                gone AS (SELECT job_id, count(*)::integer AS tasks, (count(*) FILTER (WHERE cached))::integer AS cached
                         FROM replaced GROUP BY job_id),
                come AS (SELECT job_id, count(*)::integer AS tasks FROM added GROUP BY job_id)
                UPDATE job SET tasks_total = tasks_total + come.tasks - coalesce(gone.tasks, 0),
                       tasks_succeeded = tasks_succeeded - coalesce(gone.tasks, 0),
                       tasks_cached = tasks_cached - coalesce(gone.cached, 0)
                FROM come LEFT JOIN gone USING (job_id) WHERE job.id = come.job_id""")
                .param("makers", TaskProgression.json(rows)).param("jobs", jobs).param("waiting", waiting).update();
    }
}
