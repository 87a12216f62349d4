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

    /** An event that can be sent again and again. */
    @FunctionalInterface
    public interface Unsent {
        /**
         * Sends it.
         *
         * @throws PublishFailedException when it is not certain that the broker has it
         */
        void send() throws InterruptedException;
    }

    /**
     * Outputs and memo are stored, at this moment, however often it is sent: what is stored and not heard of for long may be
     * removed, and from its time the api sees that it must look.
     */
    public Unsent succeeded(TaskAssignment task, TaskResult result) {
        TaskEvent event = new TaskEvent.Succeeded(task.taskId(), task.attempt(), worker.name(), clock.instant(),
                task.cacheKey(), result);
        return () -> publish(task, event);
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
