package io.renderline.api.jobs;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

import io.renderline.api.idempotency.Accepted;
import io.renderline.api.idempotency.IdempotencyKey;
import io.renderline.api.idempotency.IdempotencyKeys;
import io.renderline.api.tasks.JobMeters;
import io.renderline.api.tasks.TaskGraph;
import io.renderline.api.tasks.TaskScheduler;
import io.renderline.core.trace.LogContext;

/** Accepts jobs: the job, its tasks and its client's key are written in one transaction, or none of them. */
@Service
class JobSubmission {
    private static final Logger LOG = LoggerFactory.getLogger(JobSubmission.class);

    private final JobRows rows;
    private final JobPlanner planner;
    private final TaskScheduler scheduler;
    private final IdempotencyKeys keys;
    private final JobMeters meters;

    JobSubmission(JobRows rows, JobPlanner planner, TaskScheduler scheduler,
            IdempotencyKeys keys, JobMeters meters) {
        this.rows = rows;
        this.planner = planner;
        this.scheduler = scheduler;
        this.keys = keys;
        this.meters = meters;
        for (JobKind kind : JobKind.values()) {
            meters.expect(kind.label());
        }
    }

    /** @param key the client's, if it has sent one */
    Accepted submit(RequestedJob requested, Optional<String> key) {
        JobRequest request = requested.request();
        Optional<IdempotencyKey> sent = IdempotencyKey.of(IdempotencyKey.Scope.JOB, key, requested::fingerprint);
        Optional<UUID> known = keys.earlier(sent);
        if (known.isPresent()) {
            return new Accepted(known.get(), true);
        }
        TaskGraph graph = planner.plan(request);
        Accepted accepted = keys.once(sent, job -> {
            rows.insert(Map.of(job, requested));
            scheduler.schedule(job, request.priority(), graph);
        });
        if (!accepted.replayed()) {
            meters.submitted(request.kind());
            try (LogContext _ = LogContext.open().job(accepted.id())) {
                LOG.info("Job {} is accepted: {} of model {}, {} tasks", accepted.id(), request.kind(),
                        request.model(), graph.tasks().size());
            }
        }
        return accepted;
    }
}
