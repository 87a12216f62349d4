package io.renderline.core.message;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What a task made and how. It is both the body of {@link TaskEvent.Succeeded} and the memo in the blob store, so that a
 * redelivered task is answered with exactly what its first run has found.
 *
 * @param device what rendered it; null for tasks that do not render
 * @param engineMillis time that the engine itself worked, ms
 * @param totalMillis time from the start of the task to its stored result, ms
 * @param warm whether the scene was already in the memory of the engine process that rendered it
 * @param engineProcess the operating system's id of the engine process, for the operator
 * @param notes sentences for a person on what is otherwise than was asked for
 */
public record TaskResult(List<OutputFile> outputs, @Nullable DeviceUsed device, long engineMillis, long totalMillis,
        boolean warm, long engineProcess, List<String> notes) {
    public TaskResult {
        outputs = List.copyOf(outputs);
        // Memos of before notes have none
        notes = Optional.ofNullable(notes).map(List::copyOf).orElse(List.of());
    }

    /** A result that is as it was asked for. */
    public TaskResult(List<OutputFile> outputs, @Nullable DeviceUsed device, long engineMillis, long totalMillis,
            boolean warm, long engineProcess) {
        this(outputs, device, engineMillis, totalMillis, warm, engineProcess, List.of());
    }
}
