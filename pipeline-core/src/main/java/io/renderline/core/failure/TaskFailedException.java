package io.renderline.core.failure;

import org.jspecify.annotations.Nullable;

import io.renderline.core.key.Sha256;

/** Ends a task with a {@link Failure}. */
public final class TaskFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FailureCode code;
    private final String sentence;
    private final @Nullable Sha256 lostInput;

    public TaskFailedException(FailureCode code, String sentence) {
        this(code, sentence, null);
    }

    public TaskFailedException(FailureCode code, String sentence, @Nullable Throwable cause) {
        this(code, sentence, null, cause);
    }

    private TaskFailedException(FailureCode code, String sentence, @Nullable Sha256 lostInput,
            @Nullable Throwable cause) {
        super(code + ": " + sentence, cause);
        this.code = code;
        this.sentence = sentence;
        this.lostInput = lostInput;
    }

    /** An input that is missing or damaged in the blob store. */
    public static TaskFailedException ofLostInput(Sha256 input, String sentence, @Nullable Throwable cause) {
        return new TaskFailedException(FailureCode.INPUT_LOST, sentence, input, cause);
    }

    public Failure failure() {
        return new Failure(code, sentence, lostInput);
    }
}
