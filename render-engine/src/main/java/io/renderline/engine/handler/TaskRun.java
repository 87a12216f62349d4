package io.renderline.engine.handler;

import java.util.concurrent.TimeUnit;

import io.renderline.core.failure.FailureCode;
import io.renderline.core.failure.TaskFailedException;
import io.renderline.core.message.InputFile;
import io.renderline.core.message.TaskAssignment;
import io.renderline.engine.control.TaskInHand;
import io.renderline.engine.input.Scratch;
import io.renderline.engine.process.EngineRequest;
import io.renderline.engine.process.EngineSession;
import io.renderline.engine.process.ProgressListener;

/**
 * One run of one task.
 *
 * @param startedNanos {@link System#nanoTime} at its start
 */
public record TaskRun(TaskAssignment assignment, TaskInHand inHand, Scratch scratch, ProgressListener progress,
        long startedNanos) {
    /** The input that the task's parameters call {@code name}. */
    InputFile input(String name) {
        InputFile input = assignment.inputs().get(name);
        if (input == null) {
            throw new TaskFailedException(FailureCode.INTERNAL,
                    "The task came without its input '" + name + "'. This is a defect in Renderline.");
        }
        return input;
    }

    /** The name that people know a model by. */
    String title(InputFile model) {
        return title(model, "the model");
    }

    /** The name that people know an input by, else {@code otherwise}. */
    String title(InputFile input, String otherwise) {
        String filename = input.filename();
        return filename == null ? otherwise : filename;
    }

    /** Asks a session, which is killed when the task is cancelled or runs out of time. */
    <R> R ask(EngineSession session, EngineRequest<R> request) throws InterruptedException {
        inHand.attach(session::kill);
        try {
            return session.call(request, assignment.timeout(), progress);
        } finally {
            inHand.detach();
        }
    }

    long elapsedMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
    }
}
