package io.renderline.engine.consume;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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

    /** The queues that carry views. */
    private static final Set<Queue> OF_VIEWS = EnumSet.of(Queue.LIGHT, Queue.HEAVY);

    private final List<Served> all;
    private volatile List<QueueSlots> slots;

    /** A queue of the broker with its consumers. */
    private record Served(SimpleMessageListenerContainer container, Queue queue, Lane lane) {
        int slots(List<QueueSlots> counts) {
            return counts.stream().filter(count -> count.queue() == queue).mapToInt(count -> count.of(lane)).sum();
        }
    }

    /**
     * Consumers that are not started yet.
     *
     * @param slots which queues, with the least slots that they can have
     * @param stopTimeout how long a stop waits for the batches that run
     */
    public BatchConsumers(List<QueueSlots> slots, ConnectionFactory connections, AmqpAdmin admin, BatchRunner runner,
            Duration stopTimeout) {
        this.slots = List.copyOf(slots);
        List<Served> served = new ArrayList<>();
        for (Lane lane : Lane.values()) {
            BatchListener listener = new BatchListener(runner, lane);
            slots.stream().filter(queue -> queue.of(lane) > 0).map(queue -> new Served(
                    container(queue.queue(), lane, connections, admin, listener, stopTimeout), queue.queue(), lane))
                    .forEach(served::add);
        }
        this.all = List.copyOf(served);
    }

    private static SimpleMessageListenerContainer container(Queue queue, Lane lane, ConnectionFactory connections,
            AmqpAdmin admin, BatchListener listener, Duration stopTimeout) {
        SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
        container.setQueueNames(lane.amqpName(queue));
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

    /** Takes as many batches at once as {@code counts} says, of the queues that these are the consumers of. */
    public void start(List<QueueSlots> counts) {
        slots = List.copyOf(counts);
        all.forEach(served -> {
            served.container().setConcurrentConsumers(served.slots(counts));
            served.container().start();
        });
    }

    /** Takes no views any more; what runs goes on. */
    public void stopViews() {
        all.stream().filter(served -> OF_VIEWS.contains(served.queue()))
                .forEach(served -> served.container().stop(() -> {}));
    }

    /** Whether every slot has its consumer at the broker. */
    public boolean isConsuming() {
        return all.stream().allMatch(served -> served.container().isRunning()
                && served.container().getActiveConsumerCount() >= served.slots(slots));
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
