package io.renderline.api.tasks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.renderline.core.key.CacheKey;
import io.renderline.core.task.EngineVersions;
import io.renderline.core.task.TaskType;

/**
 * Turns jobs' graphs into rows: what is made already is found again, what is under way is waited for, the rest becomes new
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
        schedule(List.of(new ScheduledJob(jobId, priority, graph)), new FairTurns());
    }

    /** Schedules what these new jobs need, at the same few statements for one and for hundreds. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void schedule(List<ScheduledJob> jobs, FairTurns turns) {
        if (jobs.isEmpty()) {
            return;
        }
        TaskKeys keys = new TaskKeys(engines);
        Map<CacheKey, UUID> made = tasks.findMade(jobs.stream().flatMap(job -> job.graph().tasks().stream())
                .map(keys::of).distinct().toList());
        List<TaskTable.PlannedJob> plans = plan(jobs, keys, made);
        TaskTable.UnderWay underWay = tasks.join(plans, engines, turns);
        tasks.link(plans, underWay.ids());
        complete(plans);
        count(plans, underWay);
        if (!underWay.ids().isEmpty()) {
            jdbc.sql("SELECT pg_notify(?, '')").param(READY_CHANNEL).query().singleRow();
        }
    }

    /** Plans against what is made. What the plans rely on is held, or else planned as missing: it may be evicted meanwhile. */
    private List<TaskTable.PlannedJob> plan(List<ScheduledJob> jobs, TaskKeys keys, Map<CacheKey, UUID> made) {
        while (true) {
            List<TaskTable.PlannedJob> plans = ranked(jobs,
                    jobs.stream().map(job -> TaskPlan.pull(job.graph(), keys, made)).toList());
            Set<CacheKey> relied = plans.stream().flatMap(job -> job.plan().missing().stream())
                    .flatMap(TaskPlan.Missing::relied).collect(Collectors.toCollection(HashSet::new));
            relied.removeAll(tasks.hold(relied));
            if (relied.isEmpty()) {
                return plans;
            }
            made.keySet().removeAll(relied);
        }
    }

    /** Few pictures are those of all jobs of one call together. */
    private static List<TaskTable.PlannedJob> ranked(List<ScheduledJob> jobs, List<TaskPlan> plans) {
        boolean few = plans.stream().mapToLong(TaskPlan::pictures).sum() <= Rank.FEW;
        List<TaskTable.PlannedJob> ranked = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
            ScheduledJob job = jobs.get(i);
            ranked.add(new TaskTable.PlannedJob(job.id(), Rank.of(job.priority(), few && !job.ofMany()), plans.get(i)));
        }
        return ranked;
    }

    /**
     * Schedules ended jobs again: only what is missing is made. Their former tasks stay as history.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void reschedule(List<ScheduledJob> jobs, FairTurns turns) {
        if (jobs.isEmpty()) {
            return;
        }
        List<UUID> ids = jobs.stream().map(ScheduledJob::id).toList();
        jdbc.sql("DELETE FROM job_task WHERE job_id IN (:jobs)").param("jobs", ids).update();
        jdbc.sql("""
                UPDATE job SET state = 'QUEUED', tasks_failed = 0, error_code = NULL, error_message = NULL,
                       started_at = NULL, finished_at = NULL
                WHERE id IN (:jobs)""").param("jobs", ids).update();
        schedule(jobs, turns);
    }

    /** What several jobs of one call need is new for the first of them only. */
    private void count(List<TaskTable.PlannedJob> jobs, TaskTable.UnderWay underWay) {
        Map<TaskType, Map<TaskMeters.Lookup, Long>> lookups = new EnumMap<>(TaskType.class);
        Set<CacheKey> inserted = new HashSet<>(underWay.inserted());
        for (TaskTable.PlannedJob job : jobs) {
            job.plan().made().forEach(made -> count(lookups, made.task(), TaskMeters.Lookup.CACHED));
            job.plan().missing().forEach(missing -> count(lookups, missing.task(),
                    inserted.remove(missing.key()) ? TaskMeters.Lookup.MADE : TaskMeters.Lookup.JOINED));
        }
        lookups.forEach((type, counts) -> counts.forEach((lookup, tasks) -> meters.planned(type, lookup, tasks)));
    }

    private static void count(Map<TaskType, Map<TaskMeters.Lookup, Long>> lookups, PlannedTask task,
            TaskMeters.Lookup lookup) {
        lookups.computeIfAbsent(task.spec().type(), type -> new EnumMap<>(TaskMeters.Lookup.class))
                .merge(lookup, 1L, Long::sum);
    }

    private void complete(List<TaskTable.PlannedJob> jobs) {
        record Counts(UUID job, int total, int cached) {}
        List<Counts> counts = jobs.stream().map(job -> new Counts(job.id(),
                job.plan().made().size() + job.plan().missing().size(), job.plan().made().size())).toList();
        endings.tell(jdbc.sql("""
                UPDATE job SET tasks_total = total, tasks_succeeded = cached, tasks_cached = cached,
                       state = CASE WHEN total = cached THEN 'SUCCEEDED' ELSE state END,
                       started_at = CASE WHEN total = cached THEN clock_timestamp() END,
                       finished_at = CASE WHEN total = cached THEN clock_timestamp() END
                FROM jsonb_to_recordset(?::jsonb) AS counts(job uuid, total integer, cached integer)
                WHERE job.id = counts.job RETURNING %s""".formatted(JobEndings.RETURNED))
                .param(TaskProgression.json(counts)).query(JobEndings.ChangedJob::read).list());
    }
}
