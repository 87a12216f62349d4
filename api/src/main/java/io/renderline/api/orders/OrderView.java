package io.renderline.api.orders;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.renderline.api.tasks.Priority;
import io.renderline.api.web.FieldFault;

/**
 * An order as clients see it.
 *
 * @param priority null: that of each output type
 * @param lines by state
 * @param outputs the output types of all lines by state
 * @param progress 0 to 1
 * @param remainingSeconds how long it will still take, as far as measured times tell; null while that is not known, and 0
 *        when it has ended
 * @param refused what is wrong with lines that were not taken; only in the answer to the order itself
 * @param resultsUrl where all its pictures are, as a ZIP
 */
record OrderView(UUID id, @Nullable String name, OrderState state, @Nullable Priority priority, StateCounts lines,
        StateCounts outputs, double progress,
        @Nullable Long remainingSeconds, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Refused refused,
        String resultsUrl, Instant createdAt, @Nullable Instant startedAt, @Nullable Instant finishedAt) {
    /**
     * What is wrong with lines that were not taken.
     *
     * @param total how much in all, of which {@code errors} may be the first ones only
     */
    record Refused(int total, List<FieldFault> errors) {}

    /**
     * Some orders, newest first.
     *
     * @param nextCursor what to ask with for the ones after these; null when there are none
     */
    record Page(List<OrderView> items, @Nullable String nextCursor) {}

    OrderView with(@Nullable Long remaining) {
        return new OrderView(id, name, state, priority, lines, outputs, progress, remaining, refused, resultsUrl,
                createdAt, startedAt, finishedAt);
    }

    OrderView with(Refused faults) {
        return new OrderView(id, name, state, priority, lines, outputs, progress, remainingSeconds,
                faults.total() == 0 ? null : faults, resultsUrl, createdAt, startedAt, finishedAt);
    }
}
