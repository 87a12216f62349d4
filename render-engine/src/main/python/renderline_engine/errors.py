"""What may go wrong, each with a stable code and a sentence that tells a person what to do."""

from __future__ import annotations


class EngineError(Exception):
    """A failure the peer is told of as `{"code", "message", "retryable"}`.

    Args:
        message: a sentence that names the file and says what to do.
    """

    code = "ENGINE_ERROR"
    retryable = False

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UnreadableModelError(EngineError):
    """The file is damaged, or is not what its kind says."""

    code = "UNREADABLE_MODEL"


class UnsupportedModelError(EngineError):
    """The file is sound, but holds something this engine does not do."""

    code = "UNSUPPORTED_MODEL"


class EmptyModelError(EngineError):
    """The file was read and holds no face that could be seen."""

    code = "EMPTY_MODEL"


class MissingPartsError(EngineError):
    """The file refers to other files that are not there, and holds nothing else."""

    code = "MISSING_PARTS"


class UnsuitableStudioError(EngineError):
    """The studio's file cannot be used, or lacks what is asked of it."""

    code = "UNSUITABLE_STUDIO"


class InvalidParametersError(EngineError):
    """The request is nonsense: a field is absent, of the wrong type or out of range."""

    code = "INVALID_PARAMETERS"


class GpuRequiredError(EngineError):
    """The policy asks for a GPU, and none can be used here."""

    code = "GPU_REQUIRED"


class GpuFailedError(EngineError):
    """The GPU that was to render failed at it, or is gone; another one, or a fresh start, may do."""

    code = "GPU_FAILED"
    retryable = True


class OutOfMemoryError(EngineError):
    """Host or GPU memory ran out; another machine, or a quieter moment, may do."""

    code = "OUT_OF_MEMORY"
    retryable = True


class UnexpectedError(EngineError):
    """The engine failed in a way nobody foresaw."""

    code = "ENGINE_ERROR"
    retryable = True


_MEMORY_WORDS = (
    "out of memory",
    "out of gpu",
    "available gpu memory",
    "cannot allocate",
    "bad_alloc",
    "failed to allocate",
)


def tells_of_memory(text: str) -> bool:
    """Whether Blender means by `text` that memory ran out."""
    return any(word in text.lower() for word in _MEMORY_WORDS)


def as_engine_error(cause: Exception) -> EngineError:
    """Names any exception by the protocol's codes, so that a peer never meets a bare traceback."""
    if isinstance(cause, EngineError):
        return cause
    text = str(cause).strip()
    if isinstance(cause, MemoryError) or tells_of_memory(text):
        return OutOfMemoryError(
            f"Memory ran out: {text or 'no details given'}. Try again with more free memory."
        )
    return UnexpectedError(
        f"The engine failed with {type(cause).__name__}: {text or 'no details given'}. "
        "The log holds the traceback; try again, and report it when it fails once more."
    )
