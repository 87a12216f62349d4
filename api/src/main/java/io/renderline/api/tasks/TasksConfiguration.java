package io.renderline.api.tasks;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.renderline.core.task.EngineVersions;

/** What the tasks' components need besides each other. */
@Configuration(proxyBeanMethods = false)
class TasksConfiguration {
    @Bean
    EngineVersions engineVersions() {
        return EngineVersions.bundled();
    }
}
