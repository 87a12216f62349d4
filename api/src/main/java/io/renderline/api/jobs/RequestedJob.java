package io.renderline.api.jobs;

import org.jspecify.annotations.Nullable;

import io.renderline.core.key.Sha256;

/**
 * A request as it was read.
 *
 * @param subject what its pictures show
 * @param outputType the version that says what to make; null where the client said it itself
 * @param fingerprint the same for two bodies that mean the same, whatever becomes of an output type in between
 */
record RequestedJob(JobRequest request, Subject subject, @Nullable OutputVersion outputType, Sha256 fingerprint) {}
