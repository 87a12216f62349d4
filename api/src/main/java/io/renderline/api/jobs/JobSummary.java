package io.renderline.api.jobs;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.renderline.api.tasks.JobState;

/** A job as it stands in a list: all of {@link JobView} but its results. */
record JobSummary(UUID id, String kind, @Nullable OutputVersion outputType, @Nullable TemplateVersion template,
        JobView.@Nullable ProductRevision product, GeometrySource geometrySource, JobState state, double progress,
        JobView.TaskCounts tasks,
        @Nullable ErrorView error, long queuedMs, long runMs, Instant createdAt, @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {
    JobView with(List<JobResults.Result> results, List<String> notes) {
        return new JobView(id, kind, outputType, template, product, geometrySource, state, progress, tasks, results,
                notes, error,
                queuedMs, runMs, createdAt,
                startedAt,
                finishedAt);
    }
}
