package io.renderline.api.orders;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.renderline.api.jobs.JobResults;
import io.renderline.api.jobs.OutputVersion;
import io.renderline.api.tasks.JobState;

/**
 * A line as clients see it.
 *
 * @param line counted from 1, in the order sent
 * @param place where it stood in what was sent, e.g. {@code row 2}
 * @param error why the line itself was refused; null when it was taken
 */
record OrderLineView(int line, String place, @Nullable String product, @Nullable String reference, JobState state,
        List<Output> outputs, @Nullable Reason error) {
    /**
     * One output type of the line.
     *
     * @param job null while no job is made of it
     * @param revision of the product; null while that is not known
     * @param results what is made of it
     */
    record Output(OutputVersion outputType, JobState state, @Nullable UUID job, @Nullable Integer revision,
            List<JobResults.Result> results, @Nullable Reason error) {}

    /** Why something failed: a code that never changes its name, and a sentence. */
    record Reason(String code, String message) {
        static @Nullable Reason of(@Nullable String code, @Nullable String message) {
            return code == null ? null : new Reason(code, message == null ? "" : message);
        }
    }

    /**
     * Some lines, in the order sent.
     *
     * @param nextCursor what to ask with for the ones after these; null when there are none
     */
    record Page(List<OrderLineView> items, @Nullable String nextCursor) {}
}
