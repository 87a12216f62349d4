package io.renderline.api.broker;

import java.time.Duration;

import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.renderline.api.settings.RenderlineSettings;
import io.renderline.core.messaging.BrokerConnection;
import io.renderline.core.messaging.ConfirmingPublisher;
import io.renderline.core.messaging.Topology;

/** The connection to the broker, and what is declared there whenever one is opened. */
@Configuration(proxyBeanMethods = false)
class BrokerConfiguration {
    private static final Duration CONFIRM = Duration.ofSeconds(10);

    @Bean
    CachingConnectionFactory connectionFactory(RenderlineSettings settings) {
        return BrokerConnection.factory(settings.amqp().address(), "renderline-api");
    }

    @Bean
    RabbitTemplate rabbitTemplate(CachingConnectionFactory factory) {
        return BrokerConnection.template(factory);
    }

    @Bean
    RabbitAdmin rabbitAdmin(CachingConnectionFactory factory) {
        return new RabbitAdmin(factory);
    }

    @Bean
    Declarables topology() {
        return Topology.declarables();
    }

    @Bean
    ConfirmingPublisher confirmingPublisher(RabbitTemplate template) {
        return new ConfirmingPublisher(template, CONFIRM);
    }
}
