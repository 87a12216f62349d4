package io.renderline.api.dispatch;

import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.renderline.api.tasks.TaskFailure;
import io.renderline.core.failure.Failure;
import io.renderline.core.failure.FailureCode;

/**
 * Takes tasks from workers that have fallen silent. The broker does that too, and sooner, when it sees the worker's connection
 * go: then the task has another worker by now, and is not an orphan.
 */
@Component
class OrphanReaper {
    private static final Failure SILENT = new Failure(FailureCode.WORKER_LOST,
            "The worker that had this task has fallen silent.");

    private final JdbcClient jdbc;
    private final TaskFailure failure;

    OrphanReaper(JdbcClient jdbc, TaskFailure failure) {
        this.jdbc = jdbc;
        this.failure = failure;
    }

    private record Orphan(UUID id, int attempt) {}

    @Scheduled(fixedDelayString = "${renderline.orphans.interval:10s}")
    @Transactional
    public void reap() {
        jdbc.sql("""
                SELECT t.id, t.attempt FROM task t LEFT JOIN worker w ON w.name = t.worker
                WHERE t.state = 'RUNNING' AND coalesce(w.last_seen_at, t.started_at) < now() - interval '1 minute'
                ORDER BY t.cache_key FOR UPDATE OF t SKIP LOCKED""").query(Orphan.class).list()
                .forEach(orphan -> failure.requeue(orphan.id(), orphan.attempt(), SILENT));
    }
}
