package io.renderline.api.tasks;

import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.renderline.core.failure.Failure;
import io.renderline.core.failure.FailureCode;
import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;

/**
 * Has the inputs of a task made again that are missing or damaged in the blob store. The task waits for them, BLOCKED, and
 * keeps its attempts. An uploaded file cannot be made again: its loss ends the task.
 */
@Component
public class LostInputs {
    private static final Logger LOG = LoggerFactory.getLogger(LostInputs.class);
    /** So often a task's inputs are made again: a store that loses whatever it is given must not keep workers busy for ever. */
    private static final int MOST = 3;

    private final JdbcClient jdbc;
    private final FormerTasks former;
    private final RemadeTasks remade;
    private final TaskFailure failure;
    private final TaskMeters meters;

    LostInputs(JdbcClient jdbc, FormerTasks former, RemadeTasks remade, TaskFailure failure,
            TaskMeters meters) {
        this.jdbc = jdbc;
        this.former = former;
        this.remade = remade;
        this.failure = failure;
        this.meters = meters;
    }

    /**
     * Takes in that an attempt could not read an input. Like every failure it counts only for the current attempt, and
     * for the worker that has it.
     *
     * @param worker null when it is no worker's attempt yet
     * @param reason names the input where that is known; otherwise what is marked as lost already is looked for
     * @return the tasks at workers that nobody needs any more
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<UUID> recover(UUID taskId, int attempt, @Nullable String worker, Failure reason) {
        lock(taskId, former.ancestors(taskId));
        Optional<Integer> lostBefore = jdbc.sql("""
                SELECT inputs_lost FROM task WHERE id = :task AND attempt = :attempt AND state IN %s
                AND coalesce(worker = :worker, true)""".formatted(SqlStates.before(TaskState.BLOCKED)))
                .param("task", taskId).param("attempt", attempt).param("worker", worker, Types.VARCHAR)
                .query(Integer.class).optional();
        if (lostBefore.isEmpty()) {
            return Set.of();
        }
        markLost(taskId, reason.lostInput());
        FormerTasks.Lack lack = former.lackOf(taskId);
        if (lack.isNothing()) {
            // It was made again, or uploaded again, while the worker looked at what is no more
            return failure.fail(taskId, attempt, worker, reason);
        }
        Optional<Failure> hopeless = hopeless(lack, lostBefore.get(), reason);
        if (hopeless.isPresent()) {
            return failure.fail(taskId, attempt, worker, hopeless.get());
        }
        Map<CacheKey, UUID> makers = remade.begin(taskId, lack.remake());
        block(taskId, makers, reason);
        meters.retried(reason.code());
        LOG.warn("Task {} waits until {} lost inputs are made again: {}", taskId, makers.size(), reason.message());
        return Set.of();
    }

    /**
     * One statement, in the order in which all locks on tasks are taken. Whoever makes an input at this moment cannot end
     * before the task waits for it. Only a maker that another transaction is just inserting can still be waited for in the
     * wrong order; the database then ends one of the two, which is repeated.
     */
    private void lock(UUID taskId, Set<CacheKey> makers) {
        List<String> keys = makers.isEmpty() ? List.of("") : makers.stream().map(CacheKey::hex).toList();
        jdbc.sql("""
                SELECT id FROM task WHERE id = ANY (ARRAY[:task]::uuid[] || ARRAY(
                       SELECT id FROM task WHERE cache_key IN (:keys) AND state IN %s))
                ORDER BY cache_key FOR UPDATE""".formatted(SqlStates.LIVE_TASKS)).param("task", taskId)
                .param("keys", keys).query(IdColumn.FIRST).list();
    }

    /** Marks the asset from which the task reads these bytes. One that has other bytes by now was made again meanwhile. */
    private void markLost(UUID taskId, @Nullable Sha256 content) {
        if (content == null) {
            return;
        }
        jdbc.sql("""
                UPDATE media_asset a SET lost_at = clock_timestamp() FROM task_input i
                WHERE i.task_id = :task AND a.sha256 = :content AND a.lost_at IS NULL
                  AND (a.cache_key = i.maker_key AND a.output_name = i.maker_output
                       OR a.cache_key IS NULL AND a.sha256 = i.source_sha256)""").param("task", taskId)
                .param("content", content.hex()).update();
    }

    private static Optional<Failure> hopeless(FormerTasks.Lack lack, int lostBefore, Failure reason) {
        if (lack.lostSource().isPresent()) {
            return Optional.of(new Failure(FailureCode.CONTENT_LOST, lack.lostSource().get()
                    + " is not in the blob store any more, or is damaged there. Upload the same file again, then retry the"
                    + " job."));
        }
        if (lack.unknown()) {
            return Optional
                    .of(new Failure(FailureCode.CONTENT_LOST, "What this task reads was removed after the job was"
                            + " planned. Retry the job: it is made again."));
        }
        if (lostBefore >= MOST) {
            return Optional.of(new Failure(FailureCode.CONTENT_LOST, "What this task reads was made again " + MOST
                    + " times, and lost each time. Check whether the blob store keeps what is written to it. "
                    + reason.message()));
        }
        return Optional.empty();
    }

    private void block(UUID taskId, Map<CacheKey, UUID> makers, Failure reason) {
        makers.forEach((key, maker) -> jdbc
                .sql("UPDATE task_input SET maker_task_id = ? WHERE task_id = ? AND maker_key = ?").param(maker)
                .param(taskId).param(key.hex()).update());
        jdbc.sql("""
                UPDATE task SET state = 'BLOCKED', worker = NULL, batch_id = NULL, progress = 0, begun = 0,
                       inputs_lost = inputs_lost + 1, error_code = :code, error_message = :message
                WHERE id = :task AND state IN %s""".formatted(SqlStates.before(TaskState.BLOCKED)))
                .param("code", reason.code().name()).param("message", reason.message()).param("task", taskId).update();
    }
}
