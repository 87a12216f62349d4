package io.renderline.core.failure;

/**
 * Why a task failed.
 *
 * @param message one or two sentences for a person: what is wrong with which input, and what to do
 */
public record Failure(FailureCode code, String message) {
    public Failure {
        // A name in a damaged file may hold what no database takes as text.
        message = message.replace('\0', '\ufffd');
    }
}
