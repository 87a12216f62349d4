package io.renderline.engine.testbed;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;

import io.renderline.core.message.MessageJson;
import io.renderline.core.message.TaskEvent;
import io.renderline.core.message.TaskProgress;
import io.renderline.core.message.TaskResult;
import io.renderline.core.message.WorkerHeartbeat;
import io.renderline.core.messaging.Topology;

/** Everything that workers report, as the api would receive it. */
public final class EventLog implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<TaskEvent> events = new CopyOnWriteArrayList<>();
    private final List<TaskProgress> progress = new CopyOnWriteArrayList<>();
    private final List<WorkerHeartbeat> heartbeats = new CopyOnWriteArrayList<>();
    private final List<SimpleMessageListenerContainer> containers;

    EventLog(ConnectionFactory connections) {
        containers = List.of(listen(connections, Topology.EVENTS, TaskEvent.class, events),
                listen(connections, Topology.PROGRESS, TaskProgress.class, progress),
                listen(connections, Topology.HEARTBEATS, WorkerHeartbeat.class, heartbeats));
    }

    private static <T> SimpleMessageListenerContainer listen(ConnectionFactory connections, String queue, Class<T> type,
            List<T> target) {
        SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
        container.setQueueNames(queue);
        container.setPrefetchCount(100);
        container.setMessageListener(message -> {
            try {
                target.add(MessageJson.read(message.getBody(), type));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        container.afterPropertiesSet();
        container.start();
        return container;
    }

    /** All events of a task, in the order in which they came. */
    public List<TaskEvent> of(UUID task) {
        return events.stream().filter(event -> event.taskId().equals(task)).toList();
    }

    public List<TaskProgress> progressOf(UUID task) {
        return progress.stream().filter(step -> step.taskId().equals(task)).toList();
    }

    public List<WorkerHeartbeat> heartbeats() {
        return List.copyOf(heartbeats);
    }

    /** Waits until the task has begun. */
    public void awaitStart(UUID task) {
        Awaitility.await("start of " + task).atMost(PATIENCE).until(() -> !of(task).isEmpty());
    }

    /** Waits for the event that ends the task. */
    public TaskEvent awaitOutcome(UUID task) {
        return awaitOutcomes(task, 1).getFirst();
    }

    /** Waits until the task's end was reported that often. */
    public List<TaskEvent> awaitOutcomes(UUID task, int count) {
        return Awaitility.await("outcome of " + task).atMost(PATIENCE).until(
                () -> of(task).stream().filter(event -> !(event instanceof TaskEvent.Started)).toList(),
                ends -> ends.size() >= count);
    }

    /** Waits for the task's success. */
    public TaskResult awaitResult(UUID task) {
        TaskEvent end = awaitOutcome(task);
        if (end instanceof TaskEvent.Succeeded(var _, var _, var _, var _, var _, TaskResult result)) {
            return result;
        }
        throw new AssertionError("The task did not succeed: " + end);
    }

    /** Waits for the task's failure. */
    public TaskEvent.Failed awaitFailure(UUID task) {
        TaskEvent end = awaitOutcome(task);
        if (end instanceof TaskEvent.Failed failed) {
            return failed;
        }
        throw new AssertionError("The task did not fail: " + end);
    }

    @Override
    public void close() {
        containers.forEach(SimpleMessageListenerContainer::stop);
    }
}
