package io.renderline.engine.consume;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import io.micrometer.core.instrument.MeterRegistry;
import io.renderline.core.blob.BlobStore;
import io.renderline.core.message.TaskAssignment;
import io.renderline.core.message.TaskBatch;
import io.renderline.core.task.Lane;
import io.renderline.core.task.TaskType;
import io.renderline.engine.control.TaskInHand;
import io.renderline.engine.control.TasksInHand;
import io.renderline.engine.handler.TaskHandler;
import io.renderline.engine.input.WorkDirectory;
import io.renderline.engine.report.EventReporter;
import io.renderline.engine.report.ProgressReporter;
import io.renderline.engine.settings.StoragePatience;

/** Runs the tasks of a batch in their order, and knows when all their events are confirmed. */
public final class BatchRunner {
    private final TaskRunner tasks;
    private final TasksInHand inHand;
    private final Executor besides;
    private volatile boolean draining;

    private BatchRunner(TaskRunner tasks, TasksInHand inHand, Executor besides) {
        this.tasks = tasks;
        this.inHand = inHand;
        this.besides = besides;
    }

    /**
     * A runner.
     *
     * @param engines the engine that runs a type of task here, with its version, as in {@link TaskAssignment#engine}
     * @param besides runs what goes on beside the engine: encoding, storing, reporting
     * @param patience how long is waited for a blob store that does not work
     */
    public static BatchRunner of(Map<TaskType, TaskHandler> handlers, Function<TaskType, String> engines,
            BlobStore store, WorkDirectory workDirectory, EventReporter events, ProgressReporter progress,
            TasksInHand inHand, MeterRegistry meters, Executor besides, StoragePatience patience) {
        TaskRunner tasks = new TaskRunner(handlers, engines, new TaskMemos(store), new StoreWatch(store, patience),
                workDirectory, events, progress,
                inHand, new TaskMeters(meters, handlers.keySet()));
        return new BatchRunner(tasks, inHand, besides);
    }

    /** From now on no further task is begun; what is left of a batch is handed back. */
    public void drain() {
        draining = true;
    }

    /**
     * Runs a batch.
     *
     * @param lane the way by which it came
     * @param stillOurs whether the broker still holds the batch for this worker
     * @return whether it may be acknowledged; if not, it must be delivered again
     */
    boolean run(TaskBatch batch, Lane lane, BooleanSupplier stillOurs) throws InterruptedException {
        List<TaskInHand> taken = batch.tasks().stream().map(task -> inHand.take(task.taskId(), lane)).toList();
        TaskReports reports = new TaskReports(besides, () -> stillOurs.getAsBoolean() && !draining);
        try {
            for (int i = 0; i < taken.size(); i++) {
                if (draining || !stillOurs.getAsBoolean()) {
                    reports.handBack();
                    break;
                }
                tasks.run(batch.tasks().get(i), taken.get(i), reports);
            }
            return reports.awaitAll();
        } finally {
            taken.forEach(inHand::drop);
        }
    }
}
