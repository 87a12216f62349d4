package io.renderline.api;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import io.renderline.api.media.SampleFiles;
import io.renderline.core.message.WorkerHeartbeat;
import io.renderline.core.messaging.ConfirmingPublisher;
import io.renderline.core.messaging.ConfirmingPublisher.Outgoing;
import io.renderline.core.messaging.Topology;
import io.renderline.testing.TestBroker;
import io.renderline.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An application that starts before its broker does. */
class BrokerAwayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path home;
    private static BrokerGate gate;
    private static ConfigurableApplicationContext application;
    private static ApiClient api;

    @BeforeAll
    static void start() throws Exception {
        gate = new BrokerGate(TestBroker.url());
        application = SpringApplication.run(ApiApplication.class, "--server.port=0", "--renderline.home=" + home,
                "--renderline.db.url=" + TestDatabase.newDatabase(), "--renderline.amqp.url=" + gate.url());
        api = new ApiClient(
                Objects.requireNonNull(((WebServerApplicationContext) application).getWebServer()).getPort());
    }

    @AfterAll
    static void stop() throws Exception {
        application.close();
        gate.close();
    }

    @Test
    void itTakesJobsMeanwhileAndGoesOnWhenTheBrokerIsThere() {
        assertThat(api.get("/actuator/health/readiness").hasStatus(503).at("/components/rabbit/status"))
                .isEqualTo("DOWN");
        api.get("/actuator/health/liveness").hasStatus(200);
        String model = api.upload("a.step", SampleFiles.step("the broker is away")).hasStatus(201).at("/id");
        String job = api.post("/v1/jobs", "{\"kind\": \"still\", \"model\": \"" + model + "\"}").hasStatus(202)
                .at("/id");
        assertThat(firstTask(job)).isEqualTo("READY");

        gate.open();

        await().atMost(PATIENCE).until(() -> firstTask(job).equals("QUEUED"));
        await().atMost(PATIENCE).until(() -> api.get("/actuator/health/readiness").response().statusCode() == 200);
        await().atMost(PATIENCE).until(BrokerAwayTest::hearsHeartbeats);
    }

    private static String firstTask(String job) {
        return api.get("/v1/jobs/" + job + "/tasks").at("/0/state");
    }

    /** Sent again and again: the consumer may not be there yet, and a heartbeat waits for nobody. */
    private static boolean hearsHeartbeats() {
        Instant now = Instant.now();
        application.getBean(ConfirmingPublisher.class).publishTransient(
                new Outgoing(Topology.REPORTS, Topology.HEARTBEATS, new WorkerHeartbeat("late", "host", 1, "0.1.0",
                        "4.5.15", List.of(), List.of(), List.of(), Set.of(), now, now, false)));
        return api.get("/v1/workers").text().contains("\"late\"");
    }
}
