package io.renderline.engine.consume;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;

import io.renderline.core.message.WorkerHeartbeat.QueueSlots;
import io.renderline.core.task.Lane;
import io.renderline.core.task.Queue;

/**
 * The consumers of this worker: for each queue that it serves as many as it has slots, each with one batch at a time, and
 * beside them those of the queue's express lane.
 */
public final class BatchConsumers {
    private static final long RECOVERY_MILLIS = 500;
    /** An idle consumer learns that often that it is to stop. */
    private static final long RECEIVE_MILLIS = 250;

    private final List<Served> all;

    /** A queue of the broker with its consumers. */
    private record Served(SimpleMessageListenerContainer container, int slots) {}

    /**
     * Consumers that are not started yet.
     *
     * @param stopTimeout how long a stop waits for the batches that run
     */
    public BatchConsumers(List<QueueSlots> slots, ConnectionFactory connections, AmqpAdmin admin, BatchRunner runner,
            Duration stopTimeout) {
        List<Served> served = new ArrayList<>();
        for (Lane lane : Lane.values()) {
            BatchListener listener = new BatchListener(runner, lane);
            slots.stream().filter(queue -> queue.of(lane) > 0).map(queue -> new Served(container(queue.queue(), lane,
                    queue.of(lane), connections, admin, listener, stopTimeout), queue.of(lane))).forEach(served::add);
        }
        this.all = List.copyOf(served);
    }

    private static SimpleMessageListenerContainer container(Queue queue, Lane lane, int count,
            ConnectionFactory connections, AmqpAdmin admin, BatchListener listener, Duration stopTimeout) {
        SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
        container.setQueueNames(lane.amqpName(queue));
        container.setConcurrentConsumers(count);
        container.setPrefetchCount(1);
        container.setAcknowledgeMode(AcknowledgeMode.MANUAL);
        container.setMessageListener(listener);
        container.setAmqpAdmin(admin);
        container.setMissingQueuesFatal(false);
        container.setRecoveryInterval(RECOVERY_MILLIS);
        container.setReceiveTimeout(RECEIVE_MILLIS);
        container.setShutdownTimeout(stopTimeout.toMillis());
        container.setListenerId(lane.routingKey(queue));
        container.setBeanName("consumer-" + lane.routingKey(queue));
        container.afterPropertiesSet();
        return container;
    }

    public void start() {
        all.forEach(served -> served.container().start());
    }

    /** Whether every slot has its consumer at the broker. */
    public boolean isConsuming() {
        return all.stream().allMatch(served -> served.container().isRunning()
                && served.container().getActiveConsumerCount() >= served.slots());
    }

    /** Takes nothing more; counts {@code stopped} down once for each queue of the broker when its last batch is settled. */
    public void stop(CountDownLatch stopped) {
        all.forEach(served -> served.container().stop(stopped::countDown));
    }

    /** How many queues of the broker are served. */
    public int queues() {
        return all.size();
    }
}
