package io.renderline.api.jobs;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import io.renderline.api.tasks.JobMeters;
import io.renderline.api.tasks.TaskGraph;
import io.renderline.api.tasks.TaskScheduler;
import io.renderline.core.key.Sha256;
import io.renderline.core.trace.LogContext;

/** Accepts jobs: the job, its tasks and its client's key are written in one transaction, or none of them. */
@Service
class JobSubmission {
    private static final Logger LOG = LoggerFactory.getLogger(JobSubmission.class);

    private final JobRows rows;
    private final TransactionTemplate transaction;
    private final JobPlanner planner;
    private final TaskScheduler scheduler;
    private final IdempotencyKeys keys;
    private final JobMeters meters;

    JobSubmission(JobRows rows, TransactionTemplate transaction, JobPlanner planner, TaskScheduler scheduler,
            IdempotencyKeys keys, JobMeters meters) {
        this.rows = rows;
        this.transaction = transaction;
        this.planner = planner;
        this.scheduler = scheduler;
        this.keys = keys;
        this.meters = meters;
        for (JobKind kind : JobKind.values()) {
            meters.expect(kind.label());
        }
    }

    /**
     * An accepted request.
     *
     * @param replayed whether it was accepted before, under the same key
     */
    record Accepted(UUID job, boolean replayed) {}

    Accepted submit(RequestedJob requested, Optional<String> key) {
        JobRequest request = requested.request();
        Sha256 fingerprint = requested.fingerprint();
        Optional<UUID> known = key.flatMap(given -> keys.jobOf(given, fingerprint));
        if (known.isPresent()) {
            return new Accepted(known.get(), true);
        }
        TaskGraph graph = planner.plan(request);
        UUID job = UUID.randomUUID();
        boolean accepted = Boolean.TRUE.equals(transaction.execute(status -> {
            rows.insert(Map.of(job, requested));
            if (key.isPresent() && !keys.take(key.get(), fingerprint, job)) {
                status.setRollbackOnly();
                return false;
            }
            scheduler.schedule(job, request.priority(), graph);
            return true;
        }));
        if (accepted) {
            meters.submitted(request.kind());
            try (LogContext _ = LogContext.open().job(job)) {
                LOG.info("Job {} is accepted: {} of model {}, {} tasks", job, request.kind(), request.model(),
                        graph.tasks().size());
            }
        }
        // Only who shares the key with another request at the same time comes here, and finds what that one made
        return accepted
                ? new Accepted(job, false)
                : new Accepted(key.flatMap(given -> keys.jobOf(given, fingerprint)).orElseThrow(), true);
    }
}
