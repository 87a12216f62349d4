package io.renderline.api.dispatch;

import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.renderline.core.messaging.Topology;

/** The consumers of what comes back from workers. */
@Configuration(proxyBeanMethods = false)
class DispatchConfiguration {
    private static final long RECOVERY_MILLIS = 1_000;

    @Bean
    EventIntake eventIntake(ConnectionFactory connections, TaskEventListener listener) {
        return new EventIntake(container(connections, Topology.EVENTS), listener);
    }

    @Bean
    SimpleMessageListenerContainer deadLetterContainer(ConnectionFactory connections, DeadLetterListener listener) {
        SimpleMessageListenerContainer container = container(connections, Topology.DEAD);
        container.setMessageListener(listener);
        return container;
    }

    private static SimpleMessageListenerContainer container(ConnectionFactory connections, String queue) {
        SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
        container.setQueueNames(queue);
        container.setRecoveryInterval(RECOVERY_MILLIS);
        // The broker may be away at the start, and comes back without the queue when it was made anew.
        container.setMissingQueuesFatal(false);
        return container;
    }
}
