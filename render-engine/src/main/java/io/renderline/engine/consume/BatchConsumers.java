package io.renderline.engine.consume;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;

import io.renderline.core.task.Queue;

/** The consumers of this worker: for each queue that it serves as many as it has slots, each with one batch at a time. */
public final class BatchConsumers {
    private static final long RECOVERY_MILLIS = 500;
    /** An idle consumer learns that often that it is to stop. */
    private static final long RECEIVE_MILLIS = 250;

    private final Map<Queue, Integer> slots;
    private final List<SimpleMessageListenerContainer> containers;

    /**
     * Consumers that are not started yet.
     *
     * @param stopTimeout how long a stop waits for the batches that run
     */
    public BatchConsumers(Map<Queue, Integer> slots, ConnectionFactory connections, AmqpAdmin admin,
            BatchListener listener, Duration stopTimeout) {
        this.slots = Map.copyOf(slots);
        this.containers = this.slots.entrySet().stream().map(
                served -> container(served.getKey(), served.getValue(), connections, admin, listener, stopTimeout))
                .toList();
    }

    private static SimpleMessageListenerContainer container(Queue queue, int count, ConnectionFactory connections,
            AmqpAdmin admin, BatchListener listener, Duration stopTimeout) {
        SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
        container.setQueueNames(queue.amqpName());
        container.setConcurrentConsumers(count);
        container.setPrefetchCount(1);
        container.setAcknowledgeMode(AcknowledgeMode.MANUAL);
        container.setMessageListener(listener);
        container.setAmqpAdmin(admin);
        container.setMissingQueuesFatal(false);
        container.setRecoveryInterval(RECOVERY_MILLIS);
        container.setReceiveTimeout(RECEIVE_MILLIS);
        container.setShutdownTimeout(stopTimeout.toMillis());
        container.setListenerId(queue.label());
        container.setBeanName("consumer-" + queue.label());
        container.afterPropertiesSet();
        return container;
    }

    public void start() {
        containers.forEach(SimpleMessageListenerContainer::start);
    }

    /** Whether every slot has its consumer at the broker. */
    public boolean isConsuming() {
        return containers.stream().allMatch(container -> container.isRunning()
                && container.getActiveConsumerCount() >= slots.getOrDefault(Queue.of(container.getListenerId()), 0));
    }

    /** Takes nothing more; counts {@code stopped} down once for each queue when its last batch is settled. */
    public void stop(CountDownLatch stopped) {
        containers.forEach(container -> container.stop(stopped::countDown));
    }

    /** How many queues are served. */
    public int queues() {
        return containers.size();
    }
}
