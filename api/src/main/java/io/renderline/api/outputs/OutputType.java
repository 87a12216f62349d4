package io.renderline.api.outputs;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * One version of an output type.
 *
 * @param version counted from 1
 * @param createdAt when this version was made
 * @param archivedAt since when the output type takes no new jobs; null while it does
 */
public record OutputType(String name, int version, @JsonUnwrapped OutputSettings settings, Instant createdAt,
        @Nullable Instant archivedAt) {}
