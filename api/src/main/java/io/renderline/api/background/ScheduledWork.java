package io.renderline.api.background;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Work that comes round again and again. Each piece of it has a thread when its time has come: an import that takes minutes
 * must not keep the reaper of orphaned tasks waiting.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ScheduledWork {
    /** More than there are pieces of work. By itself Spring has one thread for all of them. */
    private static final int THREADS = 32;

    @Bean
    static ThreadPoolTaskScheduler scheduledWorkThreads() {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setPoolSize(THREADS);
        scheduler.setThreadFactory(Thread.ofVirtual().name("scheduled-", 1).factory());
        return scheduler;
    }
}
