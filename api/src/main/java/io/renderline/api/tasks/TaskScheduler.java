package io.renderline.api.tasks;

import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.renderline.core.key.CacheKey;
import io.renderline.core.task.EngineVersions;

/**
 * Turns a job's graph into rows: what is made already is found again, what is under way is waited for, the rest becomes new
 * tasks.
 */
@Component
public class TaskScheduler {
    /** The channel on which dispatchers hear that a task became READY. */
    public static final String READY_CHANNEL = "renderline_ready";

    private final JdbcClient jdbc;
    private final TaskTable tasks;
    private final EngineVersions engines;

    TaskScheduler(JdbcClient jdbc, TaskTable tasks, EngineVersions engines) {
        this.jdbc = jdbc;
        this.tasks = tasks;
        this.engines = engines;
    }

    /**
     * Schedules what a new job needs, in the transaction that inserted the job. When all of it is made already, the job has
     * SUCCEEDED afterwards.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void schedule(UUID jobId, Priority priority, TaskGraph graph) {
        Map<CacheKey, UUID> made = tasks.findMade(graph.tasks().stream().map(t -> t.spec().cacheKey(engines)).toList());
        TaskPlan plan = TaskPlan.pull(graph, engines, made);
        Map<CacheKey, UUID> underWay = tasks.join(plan.missing(), priority, engines);
        tasks.link(jobId, plan, underWay);
        complete(jobId, plan);
        if (!underWay.isEmpty()) {
            jdbc.sql("SELECT pg_notify(?, '')").param(READY_CHANNEL).query().singleRow();
        }
    }

    /**
     * Schedules an ended job again: only what is missing is made. The job's former tasks stay as history.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void reschedule(UUID jobId, Priority priority, TaskGraph graph) {
        jdbc.sql("DELETE FROM job_task WHERE job_id = ?").param(jobId).update();
        jdbc.sql("""
                UPDATE job SET state = 'QUEUED', tasks_failed = 0, error_code = NULL, error_message = NULL,
                       started_at = NULL, finished_at = NULL
                WHERE id = ?""").param(jobId).update();
        schedule(jobId, priority, graph);
    }

    private void complete(UUID jobId, TaskPlan plan) {
        int cached = plan.made().size();
        jdbc.sql("""
                UPDATE job SET tasks_total = :total, tasks_succeeded = :cached, tasks_cached = :cached,
                       state = CASE WHEN :total = :cached THEN 'SUCCEEDED' ELSE state END,
                       started_at = CASE WHEN :total = :cached THEN clock_timestamp() END,
                       finished_at = CASE WHEN :total = :cached THEN clock_timestamp() END
                WHERE id = :job""")
                .param("total", cached + plan.missing().size()).param("cached", cached).param("job", jobId).update();
    }
}
