package io.renderline.api.tasks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import io.renderline.core.failure.FailureCode;
import io.renderline.core.message.MessageJson;
import io.renderline.core.message.TaskEvent;
import io.renderline.core.task.Lane;
import io.renderline.core.task.Queue;

/**
 * What the workers' events mean for tasks and jobs. Every event may come twice, late, or out of order; applying one twice
 * changes nothing. Events of a kind are applied together, at the same few statements for one and for a hundred.
 */
@Component
public class TaskProgression {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final TaskCompletion completion;
    private final TaskFailure failure;
    private final LostInputs lostInputs;
    private final WorkerControl workers;
    private final TaskMeters meters;

    TaskProgression(JdbcClient jdbc, TransactionTemplate transaction, TaskCompletion completion, TaskFailure failure,
            LostInputs lostInputs, WorkerControl workers, TaskMeters meters) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.completion = completion;
        this.failure = failure;
        this.lostInputs = lostInputs;
        this.workers = workers;
        this.meters = meters;
    }

    /** Applies events in one transaction: all or none. */
    public void apply(List<TaskEvent> events) {
        List<TaskEvent.Started> started = new ArrayList<>();
        List<TaskEvent.Succeeded> succeeded = new ArrayList<>();
        List<TaskEvent.Failed> failed = new ArrayList<>();
        for (TaskEvent event : events) {
            switch (event) {
                case TaskEvent.Started e -> started.add(e);
                case TaskEvent.Succeeded e -> succeeded.add(e);
                case TaskEvent.Failed e -> failed.add(e);
            }
        }
        Set<UUID> stop = new HashSet<>();
        transaction.executeWithoutResult(status -> {
            Map<UUID, TaskState> locked = lock(started, succeeded);
            start(started);
            stop.addAll(cancelled(started, locked));
            completion.complete(succeeded).forEach(event -> stop.addAll(fail(event)));
            failed.forEach(event -> stop.addAll(fail(event)));
        });
        if (!stop.isEmpty()) {
            workers.stop(stop);
        }
    }

    private Set<UUID> fail(TaskEvent.Failed event) {
        return event.failure().code() == FailureCode.INPUT_LOST
                ? lostInputs.recover(event.taskId(), event.attempt(), event.worker(), event.failure())
                : failure.fail(event.taskId(), event.attempt(), event.worker(), event.failure());
    }

    /**
     * One statement for all locks, in the order of the cache keys: of what has started, of what has succeeded, and of what waits
     * for that. Two tasks that finish at once take turns at their common dependant, so that the later one sees the earlier one's
     * success: without it, each would leave the dependant BLOCKED for the other's sake. The ids come as one array: with OR,
     * Postgres would read the whole backlog.
     *
     * @return the states of those that are there. What a lock has waited for is seen in the rows that it gives: these states hold
     *         until the end
     */
    private Map<UUID, TaskState> lock(List<TaskEvent.Started> started, List<TaskEvent.Succeeded> succeeded) {
        Map<UUID, TaskState> states = new HashMap<>();
        if (!started.isEmpty() || !succeeded.isEmpty()) {
            jdbc.sql("""
                    SELECT id, state FROM task WHERE id = ANY (:started::uuid[] || :succeeded::uuid[] || ARRAY(
                           SELECT task_id FROM task_input WHERE maker_task_id = ANY (:succeeded::uuid[])))
                    ORDER BY cache_key FOR UPDATE""").param("started", ids(started)).param("succeeded", ids(succeeded))
                    .query(row -> {
                        states.put(row.getObject("id", UUID.class), TaskState.valueOf(row.getString("state")));
                    });
        }
        return states;
    }

    private static String[] ids(List<? extends TaskEvent> events) {
        return IdArray.of(events.stream().map(TaskEvent::taskId).distinct().toList());
    }

    /** Those that were cancelled before their start was known, whose workers must be told. */
    private static List<UUID> cancelled(List<TaskEvent.Started> events, Map<UUID, TaskState> locked) {
        return events.stream().map(TaskEvent::taskId).filter(task -> locked.get(task) == TaskState.CANCELLED).toList();
    }

    /** Moves tasks to RUNNING. A second start of the same attempt is a redelivery: the task then has another worker. */
    private void start(List<TaskEvent.Started> events) {
        if (events.isEmpty()) {
            return;
        }
        List<UUID> running = new ArrayList<>();
        jdbc.sql("""
                UPDATE task t SET state = 'RUNNING', worker = e.worker, progress = 0, begun = t.begun + 1,
                       started_at = coalesce(t.started_at, clock_timestamp())
                FROM jsonb_to_recordset(?::jsonb) AS e("taskId" uuid, attempt integer, worker text)
                     JOIN task before ON before.id = e."taskId"
                WHERE t.id = e."taskId" AND t.attempt = e.attempt AND t.state IN ('QUEUED', 'RUNNING')
                RETURNING t.id, t.queue, t.express, before.state,
                          extract(epoch FROM clock_timestamp() - t.not_before) AS waited""").param(json(events))
                .query(row -> {
                    running.add(row.getObject("id", UUID.class));
                    if (row.getString("state").equals(TaskState.QUEUED.name())) {
                        meters.started(Queue.of(row.getString("queue")),
                                row.getBoolean("express") ? Lane.EXPRESS : Lane.ORDINARY,
                                Duration.ofMillis(Math.max(0, Math.round(row.getDouble("waited") * 1000))));
                    }
                });
        if (!running.isEmpty()) {
            jdbc.sql(
                    """
                            WITH starting AS (SELECT id FROM job WHERE state = 'QUEUED'
                                 AND id IN (SELECT job_id FROM job_task WHERE task_id = ANY (:ids::uuid[])) ORDER BY id FOR UPDATE)
                            UPDATE job SET state = 'RUNNING', started_at = clock_timestamp()
                            FROM starting WHERE job.id = starting.id""")
                    .param("ids", IdArray.of(running)).update();
        }
    }

    static String json(Object value) {
        return new String(MessageJson.write(value), StandardCharsets.UTF_8);
    }
}
