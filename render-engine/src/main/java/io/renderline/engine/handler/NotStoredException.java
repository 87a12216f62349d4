package io.renderline.engine.handler;

import java.io.IOException;

/** What a task has made could not be stored. It still lies in the work folder, and storing it can be tried again. */
public final class NotStoredException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long sizeBytes;
    private final IOException cause;

    public NotStoredException(long sizeBytes, IOException cause) {
        super(cause.getMessage(), cause);
        this.sizeBytes = sizeBytes;
        this.cause = cause;
    }

    /** How much was to be stored, bytes. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /** What the store said. */
    @Override
    public synchronized IOException getCause() {
        return cause;
    }
}
