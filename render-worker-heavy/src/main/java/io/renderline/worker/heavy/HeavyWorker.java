package io.renderline.worker.heavy;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

import io.renderline.engine.RenderEngineConfiguration;

/** Renders what is over 1024 px, one picture at a time. */
@SpringBootApplication
@Import(RenderEngineConfiguration.class)
public class HeavyWorker {
    public static void main(String[] arguments) {
        SpringApplication.run(HeavyWorker.class, arguments);
    }
}
