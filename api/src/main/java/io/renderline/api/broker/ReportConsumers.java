package io.renderline.api.broker;

import java.io.IOException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.stereotype.Component;

import io.renderline.core.message.MessageJson;

/** Makes consumers of what workers report and what may be lost: progress and heartbeats. */
@Component
public class ReportConsumers {
    private static final Logger LOG = LoggerFactory.getLogger(ReportConsumers.class);
    private static final int PREFETCH = 100;
    private static final long RECOVERY_MILLIS = 1_000;

    private final CachingConnectionFactory connections;

    ReportConsumers(CachingConnectionFactory connections) {
        this.connections = connections;
    }

    /** Handles one report. */
    @FunctionalInterface
    public interface ReportHandler<T> {
        void handle(T report);
    }

    /**
     * A consumer of a queue whose messages are of {@code type}. What cannot be read or handled is logged and dropped: the
     * next report of the same thing is on its way, and a report that comes back for ever would keep it from being seen.
     */
    public <T> SimpleMessageListenerContainer consumer(String queue, Class<T> type, ReportHandler<T> handler) {
        SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
        container.setQueueNames(queue);
        container.setPrefetchCount(PREFETCH);
        container.setAcknowledgeMode(AcknowledgeMode.AUTO);
        container.setRecoveryInterval(RECOVERY_MILLIS);
        // The broker may be away at the start, and comes back without the queue when it was made anew
        container.setMissingQueuesFatal(false);
        container.setMessageListener(message -> {
            try {
                handler.handle(MessageJson.read(message.getBody(), type));
            } catch (IOException | RuntimeException e) {
                LOG.warn("A message of {} was dropped", queue, e);
            }
        });
        return container;
    }
}
