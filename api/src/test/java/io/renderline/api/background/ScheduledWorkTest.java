package io.renderline.api.background;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;

class ScheduledWorkTest {
    private static final CountDownLatch OTHERS = new CountDownLatch(10);
    private static final CountDownLatch END = new CountDownLatch(1);

    @Test
    void workThatTakesLongKeepsNoOtherWaiting() {
        new ApplicationContextRunner().withPropertyValues("spring.threads.virtual.enabled=true")
                .withConfiguration(AutoConfigurations.of(TaskSchedulingAutoConfiguration.class))
                .withUserConfiguration(ScheduledWork.class).withBean(Work.class).run(context -> {
                    assertThat(OTHERS.await(10, TimeUnit.SECONDS)).as("others go on").isTrue();
                    END.countDown();
                });
    }

    static class Work {
        @Scheduled(fixedDelay = 1)
        void takesLong() throws InterruptedException {
            END.await();
        }

        @Scheduled(fixedDelay = 1)
        void other() {
            OTHERS.countDown();
        }
    }
}
