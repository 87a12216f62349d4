package io.renderline.api.tasks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.renderline.core.failure.Failure;
import io.renderline.core.message.DeviceUsed;
import io.renderline.core.message.OutputFile;
import io.renderline.core.message.TaskEvent;
import io.renderline.core.task.Queue;
import io.renderline.core.task.TaskType;

/**
 * Makes media assets of what tasks made, and moves on whatever waited for them. A success is welcome whatever attempt it is
 * of and whatever became of the task meanwhile: the cache key says that it is the result. One whose outputs are not in the
 * blob store any more is none.
 */
@Component
class TaskCompletion {
    private final JdbcClient jdbc;
    private final TaskMeters meters;
    private final JobEndings endings;
    private final OutputCheck outputs;

    TaskCompletion(JdbcClient jdbc, TaskMeters meters, JobEndings endings, OutputCheck outputs) {
        this.jdbc = jdbc;
        this.meters = meters;
        this.endings = endings;
        this.outputs = outputs;
    }

    /**
     * The caller holds the locks of these tasks and of those that wait for them.
     *
     * @return which of the attempts have failed all the same: what they had stored is gone
     */
    List<TaskEvent.Failed> complete(List<TaskEvent.Succeeded> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        // Before any asset is touched: whoever registers an upload takes its blob first and the assets then, too
        Map<TaskEvent.Succeeded, Failure> removed = outputs.removed(events);
        List<TaskEvent.Succeeded> sound = events.stream().filter(event -> !removed.containsKey(event)).toList();
        if (!sound.isEmpty()) {
            insertMediaAssets(sound);
            List<UUID> done = succeed(sound);
            if (!done.isEmpty()) {
                unblockDependants(done);
                countForJobs(done);
            }
        }
        return removed.entrySet().stream().map(late -> new TaskEvent.Failed(late.getKey().taskId(),
                late.getKey().attempt(), late.getKey().worker(), late.getKey().at(), late.getValue())).toList();
    }

    /** An asset that was lost keeps its id; the rest are new, or known from another report of the same success. */
    private void insertMediaAssets(List<TaskEvent.Succeeded> events) {
        record Asset(UUID id, UUID task, OutputFile file) {}
        List<Asset> assets = new ArrayList<>();
        for (TaskEvent.Succeeded event : events) {
            for (OutputFile file : event.result().outputs()) {
                assets.add(new Asset(UUID.randomUUID(), event.taskId(), file));
            }
        }
        String rows = TaskProgression.json(assets);
        jdbc.sql(
                """
                        INSERT INTO media_asset (id, sha256, kind, mime_type, size_bytes, width, height, frames, fps, cache_key,
                                                 output_name, task_id)
                        SELECT DISTINCT ON (t.cache_key, file->>'name') a.id, file->>'hash', file->>'kind', file->>'mimeType', (file->>'sizeBytes')::bigint,
                               (file->>'width')::integer, (file->>'height')::integer, (file->'film'->>'frames')::integer,
                               (file->'film'->>'fps')::double precision, t.cache_key, file->>'name', t.id
                        FROM jsonb_to_recordset(?::jsonb) AS a(id uuid, task uuid, file jsonb) JOIN task t ON t.id = a.task
                        ON CONFLICT (cache_key, output_name) WHERE cache_key IS NOT NULL DO UPDATE
                        SET sha256 = excluded.sha256, size_bytes = excluded.size_bytes, task_id = excluded.task_id, lost_at = NULL
                        WHERE media_asset.lost_at IS NOT NULL""")
                .param(rows).update();
        // Other assets with the same bytes are sound again too: the blob is theirs as well
        jdbc.sql("""
                UPDATE media_asset SET lost_at = NULL WHERE lost_at IS NOT NULL
                AND sha256 IN (SELECT a.file->>'hash' FROM jsonb_to_recordset(?::jsonb) AS a(file jsonb))""")
                .param(rows).update();
    }

    /** What has ended otherwise stays so, and says all the same what has made its files: later jobs find them. */
    private List<UUID> succeed(List<TaskEvent.Succeeded> events) {
        record Done(UUID task, int attempt, String worker, @Nullable DeviceUsed device, long engineMs, long totalMs,
                boolean warm, long engineProcess, @Nullable List<String> notes) {}
        List<Done> done = events.stream().map(e -> new Done(e.taskId(), e.attempt(), e.worker(), e.result().device(),
                e.result().engineMillis(), e.result().totalMillis(), e.result().warm(), e.result().engineProcess(),
                e.result().notes().isEmpty() ? null : e.result().notes()))
                .toList();
        List<UUID> succeeded = new ArrayList<>();
        jdbc.sql(
                """
                        UPDATE task t SET state = CASE WHEN t.state IN %s THEN 'SUCCEEDED' ELSE t.state END, attempt = d.attempt, worker = d.worker, device = d.device,
                               engine_ms = d."engineMs", total_ms = d."totalMs", warm = d.warm,
                               engine_process = d."engineProcess", notes = d.notes, progress = 1,
                               error_code = CASE WHEN t.state = 'FAILED' THEN t.error_code END,
                               error_message = CASE WHEN t.state = 'FAILED' THEN t.error_message END,
                               started_at = coalesce(t.started_at, clock_timestamp()), finished_at = clock_timestamp()
                        FROM jsonb_to_recordset(?::jsonb) AS d(task uuid, attempt integer, worker text, device jsonb,
                             "engineMs" bigint, "totalMs" bigint, warm boolean, "engineProcess" bigint, notes jsonb)
                        WHERE t.id = d.task AND t.state <> 'SUCCEEDED'
                        RETURNING t.id, t.type, t.queue, t.engine_ms, t.total_ms, t.state = 'SUCCEEDED' AS moved"""
                        .formatted(SqlStates.before(TaskState.SUCCEEDED)))
                .param(TaskProgression.json(done)).query(row -> {
                    if (!row.getBoolean("moved")) {
                        return;
                    }
                    succeeded.add(row.getObject("id", UUID.class));
                    meters.succeeded(TaskType.of(row.getString("type")), Queue.of(row.getString("queue")),
                            Duration.ofMillis(row.getLong("engine_ms")), Duration.ofMillis(row.getLong("total_ms")));
                });
        return succeeded;
    }

    private void unblockDependants(List<UUID> done) {
        int ready = jdbc
                .sql("""
                        UPDATE task t SET state = 'READY', not_before = clock_timestamp()
                        WHERE t.state = 'BLOCKED' AND t.id IN (SELECT task_id FROM task_input WHERE maker_task_id = ANY (:done::uuid[]))
                          AND NOT EXISTS (SELECT FROM task_input i JOIN task maker ON maker.id = i.maker_task_id
                                          WHERE i.task_id = t.id AND maker.state <> 'SUCCEEDED')""")
                .param("done", IdArray.of(done)).update();
        if (ready > 0) {
            jdbc.sql("SELECT pg_notify(?, '')").param(TaskScheduler.READY_CHANNEL).query().singleRow();
        }
    }

    private void countForJobs(List<UUID> done) {
        jdbc.sql(
                """
                        SELECT id FROM job WHERE state IN %s AND id IN (SELECT job_id FROM job_task WHERE task_id = ANY (:done::uuid[]))
                        ORDER BY id FOR UPDATE"""
                        .formatted(SqlStates.LIVE_JOBS))
                .param("done", IdArray.of(done))
                .query(IdColumn.FIRST).list();
        endings.tell(jdbc.sql("""
                WITH counted AS (SELECT job_id, count(*)::integer AS done FROM job_task
                                 WHERE task_id = ANY (:done::uuid[]) AND NOT cached GROUP BY job_id)
                UPDATE job SET tasks_succeeded = tasks_succeeded + done,
                       state = CASE WHEN tasks_succeeded + done = tasks_total THEN 'SUCCEEDED' ELSE state END,
                       started_at = coalesce(started_at, clock_timestamp()),
                       finished_at = CASE WHEN tasks_succeeded + done = tasks_total THEN clock_timestamp() END
                FROM counted WHERE job.id = counted.job_id AND job.state IN %s
                RETURNING %s""".formatted(SqlStates.LIVE_JOBS, JobEndings.RETURNED))
                .param("done", IdArray.of(done)).query(JobEndings.ChangedJob::read).list());
    }
}
