package io.renderline.api.tasks;

import java.util.EnumSet;
import java.util.Set;

/** How far a task is. All legal moves stand here. */
public enum TaskState {
    /** Waits for another task to make its input. */
    BLOCKED,
    /** Waits to be published to its queue. */
    READY,
    /** Lies in its queue at the broker, or with a worker that has not come to it yet. */
    QUEUED,
    /** A worker has begun. */
    RUNNING,
    /** Its outputs are media assets. */
    SUCCEEDED,
    /** It failed for good. */
    FAILED,
    /** No job needs it any more. */
    CANCELLED;

    /** The states that a task in this state may move to. */
    public Set<TaskState> next() {
        return switch (this) {
            // A late result of an earlier attempt ends a task in any state that it can wait in.
            case BLOCKED -> EnumSet.of(READY, SUCCEEDED, CANCELLED);
            case READY -> EnumSet.of(QUEUED, SUCCEEDED, CANCELLED);
            // Back to READY: the attempt failed and another one may succeed, or its worker was lost.
            // Back to BLOCKED: an input was lost and is made again.
            case QUEUED -> EnumSet.of(RUNNING, READY, BLOCKED, SUCCEEDED, FAILED, CANCELLED);
            case RUNNING -> EnumSet.of(READY, BLOCKED, SUCCEEDED, FAILED, CANCELLED);
            case SUCCEEDED, FAILED, CANCELLED -> EnumSet.noneOf(TaskState.class);
        };
    }

    /** Whether it can still change. */
    public boolean isLive() {
        return !next().isEmpty();
    }

    /** The states from which {@code this} can be reached: what an update to it must ask for. */
    public Set<TaskState> previous() {
        Set<TaskState> previous = EnumSet.noneOf(TaskState.class);
        for (TaskState state : values()) {
            if (state.next().contains(this)) {
                previous.add(state);
            }
        }
        return previous;
    }
}
