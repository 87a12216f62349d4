package io.renderline.api.dispatch;

import org.springframework.amqp.core.MessageListener;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.renderline.core.messaging.Topology;

/** The consumers of what comes back from workers. */
@Configuration(proxyBeanMethods = false)
class DispatchConfiguration {
    private static final int EVENTS_AT_ONCE = 100;
    /** How long a lone event waits for company, ms. */
    private static final long GATHER_MILLIS = 5;
    private static final long RECOVERY_MILLIS = 1_000;

    @Bean
    SimpleMessageListenerContainer eventContainer(ConnectionFactory connections, TaskEventListener listener) {
        SimpleMessageListenerContainer container = container(connections, Topology.EVENTS, listener);
        container.setPrefetchCount(EVENTS_AT_ONCE);
        container.setConsumerBatchEnabled(true);
        container.setBatchSize(EVENTS_AT_ONCE);
        container.setReceiveTimeout(GATHER_MILLIS);
        return container;
    }

    @Bean
    SimpleMessageListenerContainer deadLetterContainer(ConnectionFactory connections, DeadLetterListener listener) {
        return container(connections, Topology.DEAD, listener);
    }

    private static SimpleMessageListenerContainer container(ConnectionFactory connections, String queue,
            MessageListener listener) {
        SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
        container.setQueueNames(queue);
        container.setMessageListener(listener);
        container.setRecoveryInterval(RECOVERY_MILLIS);
        // The broker may be away at the start, and comes back without the queue when it was made anew.
        container.setMissingQueuesFatal(false);
        return container;
    }
}
