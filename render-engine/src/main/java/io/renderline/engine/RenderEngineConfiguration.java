package io.renderline.engine;

import java.time.Clock;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import io.renderline.engine.report.WorkerIdentity;
import io.renderline.engine.settings.RenderlineSettings;
import io.renderline.engine.worker.WorkerConfiguration;

/** All of a worker. An application imports this, and says by configuration which queues it serves. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RenderlineSettings.class)
@Import({BrokerConfiguration.class, StorageConfiguration.class, EngineProcessConfiguration.class,
        TaskConfiguration.class, WorkerConfiguration.class})
public class RenderEngineConfiguration {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    WorkerIdentity workerIdentity(RenderlineSettings settings, Clock clock) {
        return WorkerIdentity.ofThisProcess(settings.worker().role(), clock);
    }
}
