package io.renderline.engine.consume;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.renderline.core.failure.Failure;
import io.renderline.core.failure.FailureCode;
import io.renderline.core.failure.TaskFailedException;
import io.renderline.core.message.TaskAssignment;
import io.renderline.core.message.TaskResult;
import io.renderline.core.task.TaskType;
import io.renderline.core.trace.LogContext;
import io.renderline.engine.control.TaskInHand;
import io.renderline.engine.control.TasksInHand;
import io.renderline.engine.handler.NotStoredException;
import io.renderline.engine.handler.TaskHandler;
import io.renderline.engine.handler.TaskRun;
import io.renderline.engine.input.Scratch;
import io.renderline.engine.input.WorkDirectory;
import io.renderline.engine.report.EventReporter;
import io.renderline.engine.report.ProgressReporter;

/**
 * Runs one task: memo, engine, blob store, memo, event, in this order, so that each step can be repeated after a crash in
 * any place. A cancelled task sends no event; a failure of one task is its own.
 */
final class TaskRunner {
    private static final Logger LOG = LoggerFactory.getLogger(TaskRunner.class);

    private final Map<TaskType, TaskHandler> handlers;
    private final Function<TaskType, String> engines;
    private final TaskMemos memos;
    private final StoreWatch storage;
    private final WorkDirectory workDirectory;
    private final EventReporter events;
    private final ProgressReporter progress;
    private final TasksInHand tasks;
    private final TaskMeters meters;

    /** @param engines the engine that runs a type of task here, with its version */
    TaskRunner(Map<TaskType, TaskHandler> handlers, Function<TaskType, String> engines, TaskMemos memos,
            StoreWatch storage, WorkDirectory workDirectory, EventReporter events, ProgressReporter progress,
            TasksInHand tasks,
            TaskMeters meters) {
        this.handlers = Map.copyOf(handlers);
        this.engines = engines;
        this.memos = memos;
        this.storage = storage;
        this.workDirectory = workDirectory;
        this.events = events;
        this.progress = progress;
        this.tasks = tasks;
        this.meters = meters;
    }

    /** Does the engine's part of the task; the rest of it goes on beside, in {@code reports}. */
    void run(TaskAssignment assigned, TaskInHand inHand, TaskReports reports) throws InterruptedException {
        long started = System.nanoTime();
        TaskAssignment task = assigned.atNextStep();
        try (LogContext _ = LogContext.of(task.origin()).task(task.taskId()).worker(events.worker())) {
            TaskOutcome known = known(task, inHand, reports);
            if (known != null) {
                reports.finishBeside(() -> {
                    if (known instanceof TaskOutcome.Failed) {
                        // A failure counts only for the worker that the attempt was last begun by.
                        reports.sendPatiently(() -> events.started(task));
                    }
                    report(task, inHand, known, started, reports);
                });
                return;
            }
            CompletableFuture<Void> begun = reports.sendBeside(() -> events.started(task));
            Supplier<TaskOutcome> rest = begin(task, inHand, started, reports);
            reports.finishBeside(() -> {
                TaskOutcome outcome = rest.get();
                // The events of a task arrive in order.
                begun.join();
                report(task, inHand, outcome, started, reports);
            });
        }
    }

    /** The outcome, if nothing has to be run for it. */
    private @Nullable TaskOutcome known(TaskAssignment task, TaskInHand inHand, TaskReports reports)
            throws InterruptedException {
        try {
            storage.awaitWorking(() -> isWanted(inHand, reports));
            TaskOutcome early = endedEarly(inHand);
            if (early != null) {
                return early;
            }
            if (!reports.isOurs()) {
                return new TaskOutcome.HandedBack();
            }
            return memos.find(task.cacheKey()).map(TaskOutcome.Remembered::new).orElse(null);
        } catch (IOException e) {
            storage.failed(e);
            return new TaskOutcome.Failed(FailureTranslation.of(e));
        }
    }

    private static boolean isWanted(TaskInHand inHand, TaskReports reports) {
        return inHand.ending().isEmpty() && reports.isOurs();
    }

    /** Does the engine's part, and answers what remains to be done beside it. */
    private Supplier<TaskOutcome> begin(TaskAssignment task, TaskInHand inHand, long started, TaskReports reports)
            throws InterruptedException {
        Scratch scratch;
        try {
            scratch = workDirectory.newScratch();
        } catch (IOException e) {
            return () -> new TaskOutcome.Failed(FailureTranslation.of(e));
        }
        try {
            TaskHandler.Finishing rest = handlerOf(task)
                    .begin(new TaskRun(task, inHand, scratch, progress.of(task), started));
            return () -> finish(task, inHand, rest, scratch, reports);
        } catch (InterruptedException e) {
            scratch.close();
            TaskOutcome early = endedEarly(inHand);
            if (early == null) {
                throw e;
            }
            return () -> early;
        } catch (IOException | RuntimeException e) {
            scratch.close();
            if (e instanceof IOException unread) {
                storage.failed(unread);
            }
            TaskOutcome outcome = failed(inHand, e);
            return () -> outcome;
        }
    }

    private TaskHandler handlerOf(TaskAssignment task) {
        TaskType type = task.parameters().type();
        TaskHandler handler = handlers.get(type);
        if (handler == null) {
            throw new TaskFailedException(FailureCode.INTERNAL,
                    "This worker does not do tasks of the type " + type.label() + ". Check which queues it serves.");
        }
        String engine = engines.apply(type);
        if (!task.engine().equals(engine)) {
            throw new TaskFailedException(FailureCode.ENGINE_VERSION_MISMATCH,
                    "The task was planned for " + task.engine()
                            + ", and this worker has " + engine
                            + ". Give all workers the version that the api plans for.");
        }
        return handler;
    }

    private TaskOutcome finish(TaskAssignment task, TaskInHand inHand, TaskHandler.Finishing rest, Scratch scratch,
            TaskReports reports) {
        try (scratch) {
            TaskResult result = storage.storePatiently(() -> {
                TaskResult stored = rest.finish();
                memos.remember(task.cacheKey(), stored);
                return stored;
            }, () -> isWanted(inHand, reports));
            return endedEarly(inHand) instanceof TaskOutcome.Cancelled cancelled
                    ? cancelled
                    : new TaskOutcome.Succeeded(result);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new TaskOutcome.HandedBack();
        } catch (NotStoredException e) {
            return reports.isOurs() ? failed(inHand, e) : new TaskOutcome.HandedBack();
        } catch (IOException | RuntimeException e) {
            return failed(inHand, e);
        }
    }

    /** What a killed engine says is no failure of the task. */
    private static TaskOutcome failed(TaskInHand inHand, Exception thrown) {
        TaskOutcome early = endedEarly(inHand);
        return early != null ? early : new TaskOutcome.Failed(FailureTranslation.of(thrown));
    }

    private static @Nullable TaskOutcome endedEarly(TaskInHand inHand) {
        return inHand.ending().map(why -> switch (why) {
            case CANCELLED -> new TaskOutcome.Cancelled();
            case STOPPED -> new TaskOutcome.HandedBack();
        }).orElse(null);
    }

    private void report(TaskAssignment task, TaskInHand inHand, TaskOutcome outcome, long started,
            TaskReports reports) {
        switch (outcome) {
            case TaskOutcome.Succeeded(TaskResult result) ->
                reports.sendPatiently(events.succeeded(task, result)::send);
            case TaskOutcome.Remembered(TaskResult result) ->
                reports.sendPatiently(events.succeeded(task, result)::send);
            case TaskOutcome.Failed(Failure failure) -> reports.sendPatiently(() -> events.failed(task, failure));
            case TaskOutcome.Cancelled _ -> LOG.debug("No event is owed for a cancelled task");
            case TaskOutcome.HandedBack _ -> reports.handBack();
        }
        tasks.drop(inHand);
        Duration total = Duration.ofNanos(System.nanoTime() - started);
        meters.record(task.parameters(), outcome, total);
        LOG.info("{} {} in {} ms", task.parameters().type().label(), TaskMeters.label(outcome), total.toMillis());
    }
}
