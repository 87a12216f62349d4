package io.renderline.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

import io.renderline.testing.TestBroker;
import io.renderline.testing.TestDatabase;

/** Points the application at servers and a folder of its own. */
public final class TestServers implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    /** The largest upload that the tests' application takes, bytes. */
    public static final long MAX_UPLOAD = 8L * 1024 * 1024;

    /** The most that the tests' application takes in one import, unpacked, bytes. */
    public static final long MAX_IMPORT = 32L * 1024 * 1024;

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Path home = newHome();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test servers", Map.of(
                "renderline.home", home.toString(),
                "renderline.db.url", TestDatabase.newDatabase(),
                "renderline.amqp.url", TestBroker.url().toString(),
                "renderline.upload.max-bytes", MAX_UPLOAD, "renderline.import.max-bytes", MAX_IMPORT,
                "renderline.import.interval", "100ms", "renderline.templates.dir", templates(home).toString(),
                "renderline.templates.settled", "0s", "renderline.templates.interval", "1s")));
    }

    private static Path templates(Path home) {
        try {
            return Files.createDirectory(home.resolve("templates"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path newHome() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target", "homes")), "home");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
