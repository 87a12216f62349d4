package io.renderline.api;

import java.time.Clock;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.renderline.core.measure.BuildInfo;

/** Starts Renderline's REST interface with its dispatcher. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ApiApplication {
    /** Starts it; {@code args} are Spring Boot's, e.g. {@code --server.port=8081}. */
    public static void main(String[] args) {
        SpringApplication.run(ApiApplication.class, args);
    }

    @Bean
    MeterBinder buildInfo() {
        return meters -> BuildInfo.register(meters, ApiApplication.class);
    }

    /** The clock of everything that asks for the time, so that a test can turn it. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
