package io.renderline.api.tasks;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.renderline.core.task.Queue;
import io.renderline.core.task.TaskType;

/**
 * Gives up the tasks of ended jobs that no live job needs. Rows are locked in one statement and judged in the next: only the
 * second one sees the jobs that joined a task while the first one waited for its lock.
 */
@Component
class TaskAbandonment {
    private final JdbcClient jdbc;
    private final TaskMeters meters;

    TaskAbandonment(JdbcClient jdbc, TaskMeters meters) {
        this.jdbc = jdbc;
        this.meters = meters;
    }

    /** Locks every live task of the jobs, in the order in which all locks on tasks are taken. */
    void lockTasksOf(List<UUID> jobs) {
        jdbc.sql("""
                SELECT t.id FROM task t
                WHERE t.id IN (SELECT task_id FROM job_task WHERE job_id IN (:jobs)) AND t.state IN %s
                ORDER BY t.cache_key FOR UPDATE""".formatted(SqlStates.LIVE_TASKS))
                .param("jobs", jobs).query(IdColumn.FIRST).list();
    }

    /**
     * Cancels the live tasks of these ended jobs that no live job needs.
     *
     * @return those that the broker or a worker has
     */
    Set<UUID> abandon(List<UUID> jobs) {
        Set<UUID> atWorkers = new HashSet<>();
        jdbc.sql("""
                UPDATE task t SET state = 'CANCELLED', finished_at = clock_timestamp()
                FROM task before
                WHERE before.id = t.id AND t.state IN %s
                  AND t.id IN (SELECT task_id FROM job_task WHERE job_id IN (:jobs))
                  AND NOT EXISTS (SELECT FROM job_task needed JOIN job ON job.id = needed.job_id
                                  WHERE needed.task_id = t.id AND job.state IN %s)
                RETURNING t.id, t.type, t.queue, before.state""".formatted(SqlStates.before(TaskState.CANCELLED),
                SqlStates.LIVE_JOBS))
                .param("jobs", jobs).query(row -> {
                    meters.cancelled(TaskType.of(row.getString("type")), Queue.of(row.getString("queue")));
                    TaskState before = TaskState.valueOf(row.getString("state"));
                    if (before == TaskState.QUEUED || before == TaskState.RUNNING) {
                        atWorkers.add(row.getObject("id", UUID.class));
                    }
                });
        return atWorkers;
    }
}
