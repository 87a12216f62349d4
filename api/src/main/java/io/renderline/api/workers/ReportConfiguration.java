package io.renderline.api.workers;

import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.renderline.api.broker.ReportConsumers;
import io.renderline.core.message.TaskProgress;
import io.renderline.core.message.WorkerHeartbeat;
import io.renderline.core.messaging.Topology;

/** Listens to what workers report of themselves. */
@Configuration(proxyBeanMethods = false)
class ReportConfiguration {
    @Bean
    SimpleMessageListenerContainer heartbeatContainer(ReportConsumers consumers, WorkerRegistry workers) {
        return consumers.consumer(Topology.HEARTBEATS, WorkerHeartbeat.class, workers::heard);
    }

    @Bean
    SimpleMessageListenerContainer progressContainer(ReportConsumers consumers, TaskProgressTable progress) {
        return consumers.consumer(Topology.PROGRESS, TaskProgress.class, progress::heard);
    }
}
