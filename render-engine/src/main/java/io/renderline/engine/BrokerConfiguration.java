package io.renderline.engine;

import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.renderline.core.messaging.BrokerConnection;
import io.renderline.core.messaging.ConfirmingPublisher;
import io.renderline.core.messaging.ConsumerTimeoutCheck;
import io.renderline.core.messaging.Topology;
import io.renderline.engine.report.WorkerIdentity;
import io.renderline.engine.settings.RenderlineSettings;

/** The connections to the broker. */
@Configuration(proxyBeanMethods = false)
class BrokerConfiguration {
    @Bean
    CachingConnectionFactory brokerConnections(RenderlineSettings settings, WorkerIdentity worker) {
        CachingConnectionFactory connections = BrokerConnection.factory(settings.amqp().address(), worker.name());
        connections.addConnectionListener(new ConsumerTimeoutCheck());
        return connections;
    }

    @Bean
    RabbitTemplate eventTemplate(CachingConnectionFactory connections) {
        return BrokerConnection.template(connections);
    }

    @Bean
    ConfirmingPublisher publisher(RabbitTemplate eventTemplate, RenderlineSettings settings) {
        return new ConfirmingPublisher(eventTemplate, settings.amqp().confirmTimeout());
    }

    @Bean
    Declarables topology() {
        return Topology.declarables();
    }

    @Bean
    RabbitAdmin brokerAdmin(CachingConnectionFactory connections) {
        return new RabbitAdmin(connections);
    }
}
