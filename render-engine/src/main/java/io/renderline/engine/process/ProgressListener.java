package io.renderline.engine.process;

/** Hears how far a request is. Called from the thread that waits for the answer. */
@FunctionalInterface
public interface ProgressListener {
    /** Hears nothing. */
    ProgressListener NONE = (_, _) -> {};

    /** The request is at {@code fraction}, 0 to 1. */
    void onProgress(double fraction, String message);
}
