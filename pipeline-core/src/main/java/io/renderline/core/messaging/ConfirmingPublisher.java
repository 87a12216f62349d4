package io.renderline.core.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.AmqpResourceNotAvailableException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

import io.renderline.core.message.MessageJson;
import io.renderline.core.trace.TaskOrigin;

/**
 * Publishes and knows whether it arrived: the broker has confirmed every message, and none came back because no queue was
 * bound. An unroutable message is confirmed too, so both are looked at. The connection factory must have correlated
 * confirms and returns on, and the template must be mandatory.
 */
public final class ConfirmingPublisher {
    private final RabbitTemplate template;
    private final Duration timeout;
    private final BlockedConnections blocked = new BlockedConnections();

    /**
     * A publisher over {@code template}.
     *
     * @param timeout how long all confirms of one call may take
     */
    public ConfirmingPublisher(RabbitTemplate template, Duration timeout) {
        this.template = template;
        this.timeout = timeout;
        template.getConnectionFactory().addConnectionListener(blocked);
    }

    /**
     * A message for an exchange.
     *
     * @param body written as JSON
     * @param origin what the message's headers say of its trace; null: nothing
     */
    public record Outgoing(String exchange, String routingKey, Object body, @Nullable TaskOrigin origin) {
        /** A message that is not followed. */
        public Outgoing(String exchange, String routingKey, Object body) {
            this(exchange, routingKey, body, null);
        }

        private Map<String, Object> headers() {
            return origin == null ? Map.of() : origin.headers();
        }
    }

    /**
     * Publishes one persistent message and waits until it is stored in a queue.
     *
     * @throws PublishFailedException when that is not certain; it may have been stored all the same
     */
    public void publish(Outgoing message) throws InterruptedException {
        publishAll(List.of(message));
    }

    /**
     * Publishes persistent messages, in order, and waits once for all to be stored.
     *
     * @throws PublishFailedException when that is not certain for one of them; each may have been stored all the same
     */
    public void publishAll(List<Outgoing> messages) throws InterruptedException {
        Optional<String> shortage = blocked.reason();
        if (shortage.isPresent()) {
            throw new PublishFailedException("The broker takes no messages for now: " + shortage.get(), null);
        }
        List<CorrelationData> pending = new ArrayList<>(messages.size());
        try {
            // One channel for all: over several, the broker would take them in any order.
            template.invoke(channel -> {
                for (Outgoing message : messages) {
                    CorrelationData correlation = new CorrelationData();
                    pending.add(correlation);
                    channel.send(message.exchange(), message.routingKey(),
                            encode(message, MessageDeliveryMode.PERSISTENT), correlation);
                }
                return messages.size();
            });
        } catch (AmqpException e) {
            throw new PublishFailedException("The broker could not be reached", e);
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        for (int i = 0; i < pending.size(); i++) {
            await(messages.get(i), pending.get(i), deadline - System.nanoTime());
        }
    }

    /**
     * Publishes a message that may be lost, without waiting: for progress and heartbeats.
     *
     * @throws AmqpException when it was not sent
     */
    public void publishTransient(Outgoing message) {
        blocked.reason().ifPresent(shortage -> {
            throw new AmqpResourceNotAvailableException("The broker takes no messages for now: " + shortage);
        });
        template.send(message.exchange(), message.routingKey(), encode(message, MessageDeliveryMode.NON_PERSISTENT),
                new CorrelationData());
    }

    private static void await(Outgoing message, CorrelationData correlation, long nanos) throws InterruptedException {
        try {
            CorrelationData.Confirm confirm = correlation.getFuture().get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            if (!confirm.ack()) {
                throw new PublishFailedException("The broker refused a message for " + message.routingKey() + ": "
                        + confirm.reason(), null);
            }
            if (correlation.getReturned() != null) {
                throw new PublishFailedException("No queue takes messages for " + message.routingKey() + " of "
                        + message.exchange(), null);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new PublishFailedException("The broker did not confirm a message for " + message.routingKey(), e);
        }
    }

    private static Message encode(Outgoing message, MessageDeliveryMode mode) {
        return MessageBuilder.withBody(MessageJson.write(message.body())).setContentType("application/json")
                .setDeliveryMode(mode).copyHeaders(message.headers()).build();
    }
}
