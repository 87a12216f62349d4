package io.renderline.api.tasks;

import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.renderline.core.key.CacheKey;
import io.renderline.core.task.EngineVersions;
import io.renderline.core.task.TaskType;

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
    private final TaskMeters meters;
    private final JobEndings endings;

    TaskScheduler(JdbcClient jdbc, TaskTable tasks, EngineVersions engines, TaskMeters meters, JobEndings endings) {
        this.jdbc = jdbc;
        this.tasks = tasks;
        this.engines = engines;
        this.meters = meters;
        this.endings = endings;
    }

    /**
     * Schedules what a new job needs, in the transaction that inserted the job. When all of it is made already, the job has
     * SUCCEEDED afterwards.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void schedule(UUID jobId, Priority priority, TaskGraph graph) {
        Map<CacheKey, UUID> made = tasks.findMade(graph.tasks().stream().map(t -> t.spec().cacheKey(engines)).toList());
        TaskPlan plan = TaskPlan.pull(graph, engines, made);
        TaskTable.UnderWay underWay = tasks.join(jobId, plan.missing(), priority, engines);
        tasks.link(jobId, plan, underWay.ids());
        complete(jobId, plan);
        count(plan, underWay);
        if (!underWay.ids().isEmpty()) {
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

    private void count(TaskPlan plan, TaskTable.UnderWay underWay) {
        Map<TaskType, Map<TaskMeters.Lookup, Long>> lookups = new EnumMap<>(TaskType.class);
        plan.made().forEach(made -> count(lookups, made.task(), TaskMeters.Lookup.CACHED));
        plan.missing().forEach(missing -> count(lookups, missing.task(),
                underWay.inserted().contains(missing.key()) ? TaskMeters.Lookup.MADE : TaskMeters.Lookup.JOINED));
        lookups.forEach((type, counts) -> counts.forEach((lookup, tasks) -> meters.planned(type, lookup, tasks)));
    }

    private static void count(Map<TaskType, Map<TaskMeters.Lookup, Long>> lookups, PlannedTask task,
            TaskMeters.Lookup lookup) {
        lookups.computeIfAbsent(task.spec().type(), type -> new EnumMap<>(TaskMeters.Lookup.class))
                .merge(lookup, 1L, Long::sum);
    }

    private void complete(UUID jobId, TaskPlan plan) {
        int cached = plan.made().size();
        endings.tell(jdbc.sql("""
                UPDATE job SET tasks_total = :total, tasks_succeeded = :cached, tasks_cached = :cached,
                       state = CASE WHEN :total = :cached THEN 'SUCCEEDED' ELSE state END,
                       started_at = CASE WHEN :total = :cached THEN clock_timestamp() END,
                       finished_at = CASE WHEN :total = :cached THEN clock_timestamp() END
                WHERE id = :job RETURNING %s""".formatted(JobEndings.RETURNED))
                .param("total", cached + plan.missing().size()).param("cached", cached).param("job", jobId)
                .query(JobEndings.ChangedJob::read).list());
    }
}
