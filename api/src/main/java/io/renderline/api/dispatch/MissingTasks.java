package io.renderline.api.dispatch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.QueueInformation;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import io.renderline.api.tasks.TaskFailure;
import io.renderline.api.tasks.TaskState;
import io.renderline.core.failure.Failure;
import io.renderline.core.failure.FailureCode;
import io.renderline.core.task.Lane;
import io.renderline.core.task.Queue;

/**
 * Finds tasks that should be at the broker or at a worker, and are at neither: a broker that was made anew has lost its
 * messages, or an event could not be taken in. Each moment may look like that, between a queue and a worker's next heartbeat;
 * so a task is missing when it looked so all the time for {@link #PATIENCE}.
 */
@Component
class MissingTasks {
    static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(MissingTasks.class);
    private static final Failure MESSAGE_LOST = new Failure(FailureCode.WORKER_LOST,
            "The broker has lost this task's message.");
    private static final Failure OUTCOME_LOST = new Failure(FailureCode.WORKER_LOST,
            "The worker does not work on this task any more, and has not said how it ended.");

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final TaskFailure failure;
    private final AmqpAdmin broker;
    private final InstantSource clock;
    private volatile Map<Suspect, Instant> suspects = Map.of();

    MissingTasks(JdbcClient jdbc, TransactionTemplate transaction, TaskFailure failure, AmqpAdmin broker,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.failure = failure;
        this.broker = broker;
        this.clock = clock;
    }

    private record Suspect(UUID id, int attempt, String atBroker, TaskState state, @Nullable String worker) {}

    /** Looks once; publishes again what has been missing for long enough. */
    @Scheduled(fixedDelayString = "${renderline.orphans.interval:10s}")
    void look() {
        Map<String, Boolean> drained = new HashMap<>();
        Map<Suspect, Instant> still = new HashMap<>();
        Instant now = clock.instant();
        for (Suspect suspect : withoutWorker()) {
            if (suspect.state() == TaskState.QUEUED && !drained.computeIfAbsent(suspect.atBroker(), this::isDrained)) {
                continue;
            }
            Instant since = suspects.getOrDefault(suspect, now);
            if (since.plus(PATIENCE).isAfter(now)) {
                still.put(suspect, since);
            } else {
                takeBack(suspect);
            }
        }
        suspects = still;
    }

    /** What no worker that lives has in hand, as it says itself. */
    private List<Suspect> withoutWorker() {
        return jdbc.sql("""
                SELECT t.id, t.attempt, t.queue, t.express, t.state, t.worker FROM task t
                WHERE t.state IN ('QUEUED', 'RUNNING') AND NOT EXISTS (
                    SELECT FROM worker w WHERE w.stopped_at IS NULL AND w.last_seen_at > now() - interval '1 minute'
                    AND w.heartbeat -> 'running' @> to_jsonb(t.id::text))""").query(MissingTasks::suspect).list();
    }

    private static Suspect suspect(ResultSet row, int number) throws SQLException {
        Lane lane = row.getBoolean("express") ? Lane.EXPRESS : Lane.ORDINARY;
        return new Suspect(Objects.requireNonNull(row.getObject("id", UUID.class)), row.getInt("attempt"),
                lane.amqpName(Queue.of(row.getString("queue"))), TaskState.valueOf(row.getString("state")),
                row.getString("worker"));
    }

    /** Whether nothing waits in the queue; false while that is not known. */
    private boolean isDrained(String queue) {
        try {
            Optional<QueueInformation> known = Optional.ofNullable(broker.getQueueInfo(queue));
            return known.isPresent() && known.get().getMessageCount() == 0;
        } catch (AmqpException e) {
            LOG.debug("The broker does not say what waits in {}", queue, e);
            return false;
        }
    }

    private void takeBack(Suspect missing) {
        transaction.executeWithoutResult(status -> {
            if (missing.state() == TaskState.QUEUED) {
                failure.requeue(missing.id(), missing.attempt(), MESSAGE_LOST);
            } else {
                failure.fail(missing.id(), missing.attempt(), missing.worker(), OUTCOME_LOST);
            }
        });
    }
}
