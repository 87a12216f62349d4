package io.renderline.core.failure;

import org.jspecify.annotations.Nullable;

/** Ends a task with a {@link Failure}. */
public final class TaskFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FailureCode code;
    private final String sentence;

    public TaskFailedException(FailureCode code, String sentence) {
        this(code, sentence, null);
    }

    public TaskFailedException(FailureCode code, String sentence, @Nullable Throwable cause) {
        super(code + ": " + sentence, cause);
        this.code = code;
        this.sentence = sentence;
    }

    public Failure failure() {
        return new Failure(code, sentence);
    }
}
