package io.renderline.engine.handler;

import java.io.IOException;

import io.renderline.core.failure.TaskFailedException;
import io.renderline.core.message.TaskResult;
import io.renderline.core.task.TaskType;

/**
 * Does tasks of one type, in two parts: what needs the engine, and the rest, which runs while the engine already works on
 * the next task of the batch.
 */
public interface TaskHandler {
    TaskType type();

    /**
     * Does the engine's part.
     *
     * @throws TaskFailedException when the task has failed
     * @throws IOException when the blob store or the disk could not be used
     * @throws InterruptedException when the task was ended early
     */
    Finishing begin(TaskRun run) throws IOException, InterruptedException;

    /** What remains: files are encoded and stored. */
    @FunctionalInterface
    interface Finishing {
        /**
         * Stores the outputs, durably, and says what they are.
         *
         * @throws TaskFailedException when the task has failed
         * @throws IOException when the blob store or the disk could not be used
         */
        TaskResult finish() throws IOException;
    }
}
