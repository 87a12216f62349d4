package io.renderline.api.jobs;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonRawValue;

/**
 * A task as clients of a job that needs it see it.
 *
 * @param params JSON: what runs, with everything resolved
 * @param attempt 0 before it was first published
 * @param cached whether it was made already when the job was planned
 * @param worker the worker that has it, or made it
 * @param device JSON: what rendered it; null for what does not render
 * @param engineMs how long the engine itself worked, ms
 * @param totalMs from the start of the task to its stored result, ms
 * @param warm whether the engine process held the scene already
 * @param engineProcess the operating system's id of the engine process
 * @param startedAt when the api heard that a worker has begun it
 * @param finishedAt when the api heard of its end
 * @param outputs JSON: the files that it has made and that are still there, such as a film's frame
 */
record TaskView(UUID id, String type, String queue, @JsonRawValue String params, String state, double progress,
        int attempt, boolean cached, @Nullable String worker, @JsonRawValue @Nullable String device,
        @Nullable Long engineMs, @Nullable Long totalMs, @Nullable Boolean warm, @Nullable Long engineProcess,
        @Nullable Instant startedAt, @Nullable Instant finishedAt, @JsonRawValue String outputs,
        @Nullable ErrorView error) {}
