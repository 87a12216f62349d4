package io.renderline.core.messaging;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionListener;

/**
 * Looks whether the broker lets a worker hold a batch for as long as it may take. Queues ask for that themselves, which
 * brokers before 3.12 pass over: what counts there is their configuration, which no client can read. Source: RabbitMQ's
 * guide to consumers, "Delivery Acknowledgement Timeout".
 */
public final class ConsumerTimeoutCheck implements ConnectionListener {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerTimeoutCheck.class);
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");
    private static final int MAJOR = 3;
    private static final int MINOR = 12;

    @Override
    public void onCreate(@Nullable Connection connection) {
        com.rabbitmq.client.Connection client = connection == null ? null : connection.getDelegate();
        if (client != null) {
            complaint(client.getServerProperties()).ifPresent(LOG::warn);
        }
    }

    /** What an operator has to look after, as a sentence; empty when the broker does as its queues ask. */
    static Optional<String> complaint(Map<String, Object> serverProperties) {
        String version = String.valueOf(serverProperties.get("version"));
        Matcher numbers = VERSION.matcher(version);
        if (!numbers.matches()) {
            return Optional.empty();
        }
        int major = Integer.parseInt(numbers.group(1));
        boolean heedsQueues = major > MAJOR || (major == MAJOR && Integer.parseInt(numbers.group(2)) >= MINOR);
        return heedsQueues
                ? Optional.empty()
                : Optional.of("RabbitMQ " + version
                        + " does not heed its queues' x-consumer-timeout, and takes a batch from a"
                        + " worker after 30 min unless it is configured otherwise. Set consumer_timeout = "
                        + Topology.CONSUMER_TIMEOUT.toMillis()
                        + " (ms) in its rabbitmq.conf, as docker/rabbitmq/rabbitmq.conf does, or use 3.12 or newer.");
    }
}
