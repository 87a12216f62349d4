package io.renderline.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;

import io.renderline.core.messaging.BrokerConnection;
import io.renderline.core.messaging.Topology;
import io.renderline.testing.TestBroker;

/** One api, one light worker and one heavy worker over an empty home, shared by all tests of this process. */
final class RunningRenderline {
    private static final Path LOGS = Path.of("target", "system");

    private final Map<String, String> environment;
    private final Path home;
    private final ApplicationProcess heavy;
    private ApplicationProcess api;
    private ApplicationProcess light;
    private int lightWorkers;

    private RunningRenderline() {
        try {
            Files.createDirectories(LOGS);
            home = Files.createTempDirectory("renderline-system");
            environment = Map.of("RENDERLINE_HOME", home.toString(), "RENDERLINE_AMQP_URL", TestBroker.url().toString(),
                    "RENDERLINE_BLOB_URL", home.resolve("blobs").toUri().toString(), "RENDERLINE_LOG_FORMAT", "json",
                    "RENDERLINE_METERS_MODELSINTERVAL", "2s",
                    "LOGGING_LEVEL_IO_RENDERLINE_API_DISPATCH", "DEBUG", "LOGGING_LEVEL_IO_RENDERLINE_ENGINE_CONSUME",
                    "DEBUG");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        emptyQueues();
        api = ApplicationProcess.startApi("api", LOGS, environment);
        light = startLightWorker();
        heavy = ApplicationProcess.startWorker("heavy", "heavy", LOGS, environment);
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        api.awaitReady();
        light.awaitReady();
        heavy.awaitReady();
    }

    /** The one of this process; started when first asked for. */
    static RunningRenderline shared() {
        return Holder.SHARED;
    }

    /** A client of its REST interface. */
    RenderlineClient client() {
        return new RenderlineClient(api.url());
    }

    /** The folder of everything that it keeps. */
    Path home() {
        return home;
    }

    void killApi() {
        api.kill();
    }

    /** Starts the api in place of one that was killed. */
    void startApi() {
        api = ApplicationProcess.startApi("api-again", LOGS, environment).awaitReady();
    }

    ApplicationProcess api() {
        return api;
    }

    ApplicationProcess lightWorker() {
        return light;
    }

    ApplicationProcess heavyWorker() {
        return heavy;
    }

    /** Starts a light worker in place of one that was killed. */
    void replaceLightWorker() {
        light = startLightWorker();
        light.awaitReady();
    }

    private ApplicationProcess startLightWorker() {
        return ApplicationProcess.startWorker("light", "light-" + ++lightWorkers, LOGS, environment);
    }

    private void stop() {
        light.close();
        heavy.close();
        api.close();
    }

    /** What other modules' tests left must not reach these workers. */
    private static void emptyQueues() {
        CachingConnectionFactory connections = BrokerConnection.factory(TestBroker.url(), "system-tests");
        RabbitAdmin admin = new RabbitAdmin(connections);
        Topology.declarables().getDeclarablesByType(org.springframework.amqp.core.Queue.class).forEach(queue -> {
            admin.declareQueue(queue);
            admin.purgeQueue(queue.getName());
        });
        connections.destroy();
    }

    private static final class Holder {
        private static final RunningRenderline SHARED = new RunningRenderline();
    }
}
