package io.renderline.api.tasks;

/** How far a job is. It follows from its tasks. */
public enum JobState {
    /** No task of it has started. */
    QUEUED,
    /** At least one task of it has started. */
    RUNNING,
    /** All that was asked for is made. */
    SUCCEEDED,
    /** A task that it needs has failed for good. */
    FAILED,
    /** Given up by the client. */
    CANCELLED;

    /** Whether it goes on by itself. */
    public boolean isLive() {
        return this == QUEUED || this == RUNNING;
    }
}
