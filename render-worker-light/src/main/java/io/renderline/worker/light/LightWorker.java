package io.renderline.worker.light;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

import io.renderline.engine.RenderEngineConfiguration;

/** Renders thumbnails and stills up to 1024 px, and does the work that needs no device. */
@SpringBootApplication
@Import(RenderEngineConfiguration.class)
public class LightWorker {
    public static void main(String[] arguments) {
        SpringApplication.run(LightWorker.class, arguments);
    }
}
