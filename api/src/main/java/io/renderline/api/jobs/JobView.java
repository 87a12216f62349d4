package io.renderline.api.jobs;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.renderline.api.tasks.JobState;

/**
 * A job as clients see it.
 *
 * @param outputType the version that says what is made; null where the client said it itself
 * @param template the version that its film is made of; null where it is of none
 * @param product whose pictures it makes; null where the client named a model
 * @param geometrySource what they are made of
 * @param progress 0 to 1; what is made, and how far what is being made is
 * @param results what is made of what was asked for, in the order asked for
 * @param notes what is otherwise in them than was asked for, in sentences
 * @param queuedMs how long it waited for its first task to start, or has waited so far, ms
 * @param runMs how long it has worked, or works so far, ms
 */
record JobView(UUID id, String kind, @Nullable OutputVersion outputType,
        @Nullable TemplateVersion template, @Nullable ProductRevision product,
        GeometrySource geometrySource, JobState state, double progress,
        TaskCounts tasks, List<JobResults.Result> results, List<String> notes,
        @Nullable ErrorView error, long queuedMs, long runMs, Instant createdAt, @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    /** Which revision of which product. */
    record ProductRevision(String articleNumber, int revision) {}

    /** How many tasks the job needs, and what became of them; {@code cached} were made before, and count as succeeded. */
    record TaskCounts(int total, int succeeded, int failed, int cached) {}
}
