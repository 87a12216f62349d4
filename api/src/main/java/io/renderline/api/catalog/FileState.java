package io.renderline.api.catalog;

import org.jspecify.annotations.Nullable;

/** How far something is that is made of a product's files. */
enum FileState {
    /** It is not made, and will not be. */
    NONE, QUEUED, RUNNING, SUCCEEDED, FAILED, CANCELLED;

    /** From the state of the job or task that makes it. */
    static FileState of(@Nullable String state, boolean isThere) {
        if (isThere) {
            return SUCCEEDED;
        }
        return switch (state) {
            case "BLOCKED", "READY", "QUEUED" -> QUEUED;
            case "RUNNING" -> RUNNING;
            case "FAILED" -> FAILED;
            case "CANCELLED" -> CANCELLED;
            // also what was made once and is gone
            case null, default -> NONE;
        };
    }
}
