package io.renderline.core.failure;

/** Why a task failed. Clients see the names, so they are never renamed. */
public enum FailureCode {
    /** The file is damaged, or is not what it says it is. */
    UNREADABLE_MODEL(Remedy.PERMANENT),
    /** The file is sound, but of a kind or with a feature that cannot be used. */
    UNSUPPORTED_MODEL(Remedy.PERMANENT),
    /** The model has no geometry that could be seen. */
    EMPTY_MODEL(Remedy.PERMANENT),
    /** The file names other files that were not uploaded with it. */
    MISSING_PARTS(Remedy.PERMANENT),
    /** The studio's file cannot be used: it has no collection Product, or no such camera or material. */
    UNSUITABLE_STUDIO(Remedy.PERMANENT),
    /** The parameters make no sense together, or for this model. */
    INVALID_PARAMETERS(Remedy.PERMANENT),
    /** A GPU was required, and the worker has none that works. */
    GPU_REQUIRED(Remedy.PERMANENT),
    /** The GPU failed at work, or is gone; another one may do. */
    GPU_FAILED(Remedy.RETRYABLE),
    /** The worker's engine is of another version than the task was planned for. */
    ENGINE_VERSION_MISMATCH(Remedy.RETRYABLE),
    /** The worker has no FFmpeg that can write the format; another worker may have one. */
    ENCODER_MISSING(Remedy.RETRYABLE),
    /** A film was to be encoded on a GPU, and no encoder on a GPU works at the worker; another worker may have one. */
    GPU_ENCODER_MISSING(Remedy.RETRYABLE),
    /** The engine process ended by itself. */
    ENGINE_CRASHED(Remedy.RETRYABLE),
    /** The engine reported something unexpected. */
    ENGINE_ERROR(Remedy.RETRYABLE),
    OUT_OF_MEMORY(Remedy.RETRYABLE),
    /** The task ran longer than it may; its engine was killed. */
    TIMEOUT(Remedy.RETRYABLE),
    /** The blob store could not be read or written. */
    STORAGE_UNAVAILABLE(Remedy.RETRYABLE),
    /** An input is not in the blob store any more, or its bytes do not have the hash that names them. */
    INPUT_LOST(Remedy.RETRYABLE),
    /** What the task had made was removed from the blob store before its success was heard of. */
    OUTPUT_LOST(Remedy.RETRYABLE),
    /** An uploaded file is not in the blob store any more, or is damaged there: it must be uploaded again. */
    CONTENT_LOST(Remedy.PERMANENT),
    /** The worker was stopped or fell silent while it had the task. */
    WORKER_LOST(Remedy.RETRYABLE),
    /** The task ended its worker again and again. */
    WORKER_CRASHED(Remedy.PERMANENT),
    /** A defect in Renderline itself. */
    INTERNAL(Remedy.RETRYABLE);

    private enum Remedy {
        RETRYABLE, PERMANENT
    }

    private final Remedy remedy;

    FailureCode(Remedy remedy) {
        this.remedy = remedy;
    }

    /** Whether another attempt may end differently. */
    public boolean isRetryable() {
        return remedy == Remedy.RETRYABLE;
    }
}
