package io.renderline.engine.consume;

import io.renderline.core.failure.Failure;
import io.renderline.core.message.TaskResult;

/** How a run of a task has ended. */
sealed interface TaskOutcome {
    /** It was done, and its result is stored. */
    record Succeeded(TaskResult result) implements TaskOutcome {}

    /** It was done before; nothing was run. */
    record Remembered(TaskResult result) implements TaskOutcome {}

    /** It cannot be done, or not now. */
    record Failed(Failure failure) implements TaskOutcome {}

    /** Nobody wants it any more: no event is owed. */
    record Cancelled() implements TaskOutcome {}

    /** The worker stops: somebody else will do it. */
    record HandedBack() implements TaskOutcome {}
}
