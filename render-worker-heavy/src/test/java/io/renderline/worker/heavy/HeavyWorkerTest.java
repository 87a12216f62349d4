package io.renderline.worker.heavy;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.renderline.core.task.Queue;
import io.renderline.engine.settings.RenderlineSettings;

import static org.assertj.core.api.Assertions.assertThat;

class HeavyWorkerTest {
    private final ApplicationContextRunner configuration = new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withPropertyValues("renderline.amqp.url=amqp://127.0.0.1", "renderline.engine.python=/bin/sh",
                    "RENDERLINE_HOME=/home/renderline");

    @Test
    void itRendersOneLargePictureAtATimeOnEachGpuAndNothingElse() {
        configuration.run(context -> {
            Binder binder = Binder.get(context.getEnvironment());
            RenderlineSettings settings = binder.bind("renderline", RenderlineSettings.class).get();

            assertThat(settings.worker().role()).isEqualTo("heavy");
            assertThat(settings.worker().slots(0)).isEqualTo(Map.of(Queue.HEAVY, 1));
            assertThat(settings.worker().slots(2)).isEqualTo(Map.of(Queue.HEAVY, 2));
            assertThat(settings.blob().url()).hasToString("file:/home/renderline/blobs");
            assertThat(settings.workDir()).hasToString("/home/renderline/work/heavy");
        });
    }
}
