package io.renderline.api.tasks;

import java.util.UUID;

/**
 * A job whose row is written, and all that it needs.
 *
 * @param ofMany whether it is one of more than {@link Rank#FEW} that were asked for at once, so that none of them is urgent
 */
public record ScheduledJob(UUID id, Priority priority, boolean ofMany, TaskGraph graph) {
    /** A job by itself. */
    public ScheduledJob(UUID id, Priority priority, TaskGraph graph) {
        this(id, priority, false, graph);
    }
}
