package io.renderline.engine.report;

import java.time.Clock;

import io.renderline.core.failure.Failure;
import io.renderline.core.message.TaskAssignment;
import io.renderline.core.message.TaskEvent;
import io.renderline.core.message.TaskResult;
import io.renderline.core.messaging.ConfirmingPublisher;
import io.renderline.core.messaging.PublishFailedException;
import io.renderline.core.messaging.Topology;

/** Reports what happens to a task. When a method returns, the broker has the event. */
public final class EventReporter {
    private final ConfirmingPublisher publisher;
    private final WorkerIdentity worker;
    private final Clock clock;

    public EventReporter(ConfirmingPublisher publisher, WorkerIdentity worker, Clock clock) {
        this.publisher = publisher;
        this.worker = worker;
        this.clock = clock;
    }

    /** The name that the worker reports by. */
    public String worker() {
        return worker.name();
    }

    /**
     * The worker has begun.
     *
     * @throws PublishFailedException when it is not certain that the broker has it
     */
    public void started(TaskAssignment task) throws InterruptedException {
        publish(task, new TaskEvent.Started(task.taskId(), task.attempt(), worker.name(), clock.instant()));
    }

    /**
     * Outputs and memo are stored.
     *
     * @throws PublishFailedException when it is not certain that the broker has it
     */
    public void succeeded(TaskAssignment task, TaskResult result) throws InterruptedException {
        publish(task,
                new TaskEvent.Succeeded(task.taskId(), task.attempt(), worker.name(), clock.instant(), task.cacheKey(),
                        result));
    }

    /**
     * This attempt has failed.
     *
     * @throws PublishFailedException when it is not certain that the broker has it
     */
    public void failed(TaskAssignment task, Failure failure) throws InterruptedException {
        publish(task, new TaskEvent.Failed(task.taskId(), task.attempt(), worker.name(), clock.instant(), failure));
    }

    private void publish(TaskAssignment task, TaskEvent event) throws InterruptedException {
        publisher.publish(
                new ConfirmingPublisher.Outgoing(Topology.REPORTS, Topology.EVENTS, event, task.origin()));
    }
}
