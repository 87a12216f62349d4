package io.renderline.core.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.DirectExchange;
import org.springframework.amqp.core.FanoutExchange;
import org.springframework.amqp.core.QueueBuilder;

import io.renderline.core.task.Lane;
import io.renderline.core.task.Queue;

/**
 * Renderline's exchanges and queues. Api and workers both declare all of them, so that either may start first.
 *
 * <p>Queues of tasks and events are quorum queues. Progress and heartbeats are of value only while they are fresh: their
 * queues are bounded in length and age, and can never delay a result.
 */
public final class Topology {
    /** Task batches, by {@link Lane#routingKey}. */
    public static final String TASKS = "renderline.tasks";
    /** Everything that workers report, by the routing keys below. */
    public static final String REPORTS = "renderline.reports";
    /** To every worker. */
    public static final String CONTROL = "renderline.control";
    /** Batches that were delivered too often. */
    public static final String DEAD = "renderline.dead";

    /** Queue and routing key of {@link io.renderline.core.message.TaskEvent}. */
    public static final String EVENTS = "renderline.events";
    /** Queue and routing key of {@link io.renderline.core.message.TaskProgress}. */
    public static final String PROGRESS = "renderline.progress";
    /** Queue and routing key of {@link io.renderline.core.message.WorkerHeartbeat}. */
    public static final String HEARTBEATS = "renderline.heartbeats";

    /**
     * How often a batch is delivered again before it is given up. Some brokers count a worker's stop in good order too, so
     * that it must stand above the few restarts that a long batch can live through.
     */
    public static final int DELIVERY_LIMIT = 5;

    /** How long a worker may hold a batch before the broker takes it away, where the broker lets a queue say so. */
    static final Duration CONSUMER_TIMEOUT = Duration.ofHours(24);

    private static final int TRANSIENT_LENGTH = 1_000;
    private static final int TRANSIENT_MILLIS = 30_000;

    private Topology() {}

    public static Declarables declarables() {
        List<Declarable> all = new ArrayList<>();
        DirectExchange tasks = new DirectExchange(TASKS);
        DirectExchange reports = new DirectExchange(REPORTS);
        FanoutExchange dead = new FanoutExchange(DEAD);
        all.addAll(List.of(tasks, reports, dead, new FanoutExchange(CONTROL)));
        for (Queue queue : Queue.values()) {
            for (Lane lane : Lane.values()) {
                var declared = QueueBuilder.durable(lane.amqpName(queue)).quorum().deliveryLimit(DELIVERY_LIMIT)
                        .deadLetterExchange(DEAD)
                        .withArgument("x-consumer-timeout", CONSUMER_TIMEOUT.toMillis()).build();
                all.add(declared);
                all.add(BindingBuilder.bind(declared).to(tasks).with(lane.routingKey(queue)));
            }
        }
        var deadLetters = QueueBuilder.durable(DEAD).quorum().build();
        all.add(deadLetters);
        all.add(BindingBuilder.bind(deadLetters).to(dead));
        var events = QueueBuilder.durable(EVENTS).quorum().build();
        all.add(events);
        all.add(BindingBuilder.bind(events).to(reports).with(EVENTS));
        for (String name : List.of(PROGRESS, HEARTBEATS)) {
            var queue = QueueBuilder.durable(name).maxLength(TRANSIENT_LENGTH).ttl(TRANSIENT_MILLIS).build();
            all.add(queue);
            all.add(BindingBuilder.bind(queue).to(reports).with(name));
        }
        return new Declarables(all);
    }
}
