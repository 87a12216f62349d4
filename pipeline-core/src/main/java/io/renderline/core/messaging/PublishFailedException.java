package io.renderline.core.messaging;

import org.jspecify.annotations.Nullable;

/** It is not certain that a message reached a queue. It may have, so whoever publishes again publishes twice. */
public final class PublishFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PublishFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
