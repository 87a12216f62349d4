package io.renderline.core.failure;

import org.jspecify.annotations.Nullable;

import io.renderline.core.key.Sha256;

/**
 * Why a task failed.
 *
 * @param message one or two sentences for a person: what is wrong with which input, and what to do
 * @param lostInput for {@link FailureCode#INPUT_LOST}: which input was missing or damaged; null where that is not known
 */
public record Failure(FailureCode code, String message, @Nullable Sha256 lostInput) {
    public Failure {
        // A name in a damaged file may hold what no database takes as text.
        message = message.replace('\0', '\ufffd');
    }

    /** A failure that is not the loss of a known input. */
    public Failure(FailureCode code, String message) {
        this(code, message, null);
    }
}
