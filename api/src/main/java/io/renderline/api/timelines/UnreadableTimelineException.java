package io.renderline.api.timelines;

/** A file is no .blend that can be read here, or says nothing of a scene. */
final class UnreadableTimelineException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableTimelineException(String message) {
        super(message);
    }
}
