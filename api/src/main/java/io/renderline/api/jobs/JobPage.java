package io.renderline.api.jobs;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Some jobs, newest first.
 *
 * @param nextCursor what to ask with for the ones after these; null when there are none
 */
record JobPage(List<JobSummary> items, @Nullable String nextCursor) {}
