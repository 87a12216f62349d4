package io.renderline.api.jobs;

import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import io.renderline.api.outputs.OutputKind;
import io.renderline.api.tasks.JobMeters;
import io.renderline.api.tasks.TaskGraph;
import io.renderline.api.tasks.TaskScheduler;
import io.renderline.core.key.Sha256;
import io.renderline.core.trace.LogContext;
import io.renderline.core.trace.TraceParent;

/** Accepts jobs: the job, its tasks and its client's key are written in one transaction, or none of them. */
@Service
class JobSubmission {
    private static final Logger LOG = LoggerFactory.getLogger(JobSubmission.class);

    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final JobPlanner planner;
    private final TaskScheduler scheduler;
    private final IdempotencyKeys keys;
    private final JobMeters meters;

    JobSubmission(JdbcClient sql, TransactionTemplate transaction, JobPlanner planner, TaskScheduler scheduler,
            IdempotencyKeys keys, JobMeters meters) {
        this.sql = sql;
        this.transaction = transaction;
        this.planner = planner;
        this.scheduler = scheduler;
        this.keys = keys;
        this.meters = meters;
        for (OutputKind kind : OutputKind.values()) {
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
            insert(job, requested);
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

    private static @Nullable String trace() {
        TraceParent trace = LogContext.trace();
        return trace == null ? null : trace.text();
    }

    private void insert(UUID job, RequestedJob requested) {
        JobRequest request = requested.request();
        OutputVersion outputType = requested.outputType();
        ProductModel product = requested.subject().product();
        sql.sql("""
                INSERT INTO job (id, kind, state, request, priority, output_type, output_type_version,
                                 article_number, product_revision, geometry_source, traceparent)
                VALUES (:id, :kind, 'QUEUED', :request::jsonb, :priority, :type, :version,
                        :product, :revision, :source, :trace)""").param("id", job).param("trace", trace())
                .param("kind", request.kind()).param("request", RequestJson.write(request))
                .param("priority", request.priority().rank())
                .param("type", outputType == null ? null : outputType.name())
                .param("version", outputType == null ? null : outputType.version())
                .param("product", product == null ? null : product.articleNumber())
                .param("revision", product == null ? null : product.revision())
                .param("source", requested.subject().source().label()).update();
    }
}
