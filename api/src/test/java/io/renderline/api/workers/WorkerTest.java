package io.renderline.api.workers;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;
import io.renderline.api.PretendedWorker;
import io.renderline.api.media.SampleFiles;
import io.renderline.core.key.Sha256;
import io.renderline.core.message.DeviceUsed;
import io.renderline.core.message.RetiredDevice;
import io.renderline.core.message.TaskProgress;
import io.renderline.core.message.WorkerHeartbeat;
import io.renderline.core.message.WorkerHeartbeat.QueueSlots;
import io.renderline.core.messaging.ConfirmingPublisher;
import io.renderline.core.messaging.ConfirmingPublisher.Outgoing;
import io.renderline.core.messaging.Topology;
import io.renderline.core.task.Queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import tools.jackson.databind.JsonNode;

@ApiTest
class WorkerTest {
    private static final Sha256 SCENE = Sha256.of(new byte[]{1});
    private static final UUID TASK = UUID.randomUUID();

    @Autowired
    private ApiClient api;
    @Autowired
    private ConfirmingPublisher publisher;
    @Autowired
    private RabbitTemplate rabbit;
    @Autowired
    private WorkerRegistry workers;
    @Autowired
    private TaskProgressTable progress;
    @Autowired
    private PretendedWorker worker;
    @Autowired
    private JdbcClient sql;

    @BeforeEach
    void noWorkers() {
        sql.sql("DELETE FROM worker").update();
    }

    @Test
    void aWorkerIsKnownByItsHeartbeat() {
        report(heartbeat("host-light-1", Instant.now(), false));

        JsonNode known = await().until(() -> known("host-light-1"), Optional::isPresent).orElseThrow();
        assertThat(known.at("/state").asString()).isEqualTo("up");
        assertThat(known.at("/host").asString()).isEqualTo("host");
        assertThat(known.at("/version").asString()).isEqualTo("0.1.0");
        assertThat(known.at("/slots/0/queue").asString()).isEqualTo("light");
        assertThat(known.at("/slots/0/slots").asInt()).isEqualTo(2);
        assertThat(known.at("/devices/0/backend").asString()).isEqualTo("OPTIX");
        assertThat(known.at("/retired/0/device/name").asString()).isEqualTo("Another card");
        assertThat(known.at("/retired/0/reason").asString()).isEqualTo("It is gone.");
        assertThat(known.at("/warmScenes/0").asString()).isEqualTo(SCENE.hex());
        assertThat(known.at("/running/0").asString()).isEqualTo(TASK.toString());
        assertThat(Instant.parse(known.at("/lastSeenAt").asString())).isAfter(Instant.now().minusSeconds(60));
    }

    @Test
    void aWorkerThatEndsInGoodOrderHasStopped() {
        report(heartbeat("host-light-2", Instant.now(), false));
        report(heartbeat("host-light-2", Instant.now(), true));

        await().until(() -> state("host-light-2").equals("stopped"));
    }

    @Test
    void aHeartbeatThatWasOvertakenChangesNothing() {
        Instant now = Instant.now();
        workers.heard(heartbeat("host-light-3", now, true));

        workers.heard(heartbeat("host-light-3", now.minusSeconds(5), false));

        assertThat(state("host-light-3")).isEqualTo("stopped");
    }

    @Test
    void aWorkerWithoutHeartbeatIsSilentAndForgottenAfterADay() {
        workers.heard(heartbeat("host-light-4", Instant.now(), false));
        turnBack("host-light-4", WorkerRegistry.SILENT_AFTER.plusSeconds(1));
        assertThat(state("host-light-4")).isEqualTo("silent");
        workers.forgetOld();
        assertThat(known("host-light-4")).isPresent();

        turnBack("host-light-4", Duration.ofDays(1));
        workers.forgetOld();

        assertThat(known("host-light-4")).isEmpty();
    }

    @Test
    void whatIsNoHeartbeatDoesNotStopTheNextOne() {
        rabbit.convertAndSend(Topology.REPORTS, Topology.HEARTBEATS, "not JSON");
        report(heartbeat("host-light-5", Instant.now(), false));

        await().until(() -> known("host-light-5").isPresent());
    }

    @Test
    void queuesTellWhatWaitsAndWhoServesThem() {
        worker.clearAway();
        workers.heard(heartbeat("host-light-6", Instant.now(), false));
        workers.heard(heartbeat("host-light-7", Instant.now(), true));
        JsonNode before = queue("light");
        String model = api.upload("a.step", SampleFiles.step("queues")).at("/id");
        String job = api.post("/v1/jobs", "{\"kind\": \"still\", \"model\": \"" + model + "\"}").at("/id");

        JsonNode waiting = queue("light");
        assertThat(waiting.at("/backlog").asLong() - before.at("/backlog").asLong()).isOne();
        assertThat(waiting.at("/workers").asInt()).isOne();
        assertThat(waiting.at("/slots").asInt()).isEqualTo(2);
        assertThat(queue("heavy").at("/workers").asInt()).isZero();

        long running = queue("cpu").at("/running").asLong();
        worker.start(worker.tasksOf(job).getFirst());
        assertThat(queue("cpu").at("/running").asLong() - running).isOne();
        worker.finish(job);
    }

    @Test
    void progressCountsOnlyForTheAttemptThatRuns() {
        String model = api.upload("a.step", SampleFiles.step("progress")).at("/id");
        String job = api.post("/v1/jobs", "{\"kind\": \"still\", \"model\": \"" + model + "\"}").at("/id");
        UUID task = worker.tasksOf(job).getFirst();
        worker.start(task);

        publisher.publishTransient(new Outgoing(Topology.REPORTS, Topology.PROGRESS, progress(task, 1, 0.6)));
        await().until(() -> progressOf(job), fraction -> fraction > 0);
        progress.heard(progress(task, 7, 0.9));
        progress.heard(progress(task, 1, 0.3));
        progress.heard(progress(task, 1, Double.NaN));

        // A third of the job, and more than half of that
        assertThat(progressOf(job)).isBetween(0.19, 0.21);
        worker.finish(job);
        progress.heard(progress(task, 1, 0.7));
        assertThat(progressOf(job)).isEqualTo(1);
    }

    private static TaskProgress progress(UUID task, int attempt, double fraction) {
        return new TaskProgress(task, attempt, fraction, "sample");
    }

    private double progressOf(String job) {
        return api.get("/v1/jobs/" + job).json().at("/progress").asDouble();
    }

    private void report(WorkerHeartbeat heartbeat) {
        publisher.publishTransient(new Outgoing(Topology.REPORTS, Topology.HEARTBEATS, heartbeat));
    }

    private static WorkerHeartbeat heartbeat(String name, Instant at, boolean stopping) {
        return new WorkerHeartbeat(name, "host", 4711, "0.1.0", "4.5.15", List.of(new QueueSlots(Queue.LIGHT, 2)),
                List.of(new DeviceUsed("gpu", "OPTIX", "A graphics card", "570.1")), List.of(SCENE), Set.of(TASK), at,
                at, null, Set.of(),
                List.of(new RetiredDevice(new DeviceUsed("gpu", "OPTIX", "Another card", "570.1"), "It is gone.")),
                stopping);
    }

    private void turnBack(String name, Duration time) {
        sql.sql("UPDATE worker SET last_seen_at = last_seen_at - make_interval(secs => ?) WHERE name = ?")
                .param((double) time.toSeconds()).param(name).update();
    }

    private String state(String name) {
        return known(name).map(node -> node.at("/state").asString()).orElse("");
    }

    private Optional<JsonNode> known(String name) {
        return api.get("/v1/workers").hasStatus(200).json().valueStream()
                .filter(node -> node.at("/name").asString().equals(name)).findFirst();
    }

    private JsonNode queue(String name) {
        return api.get("/v1/queues").hasStatus(200).json().valueStream()
                .filter(node -> node.at("/queue").asString().equals(name)).findFirst().orElseThrow();
    }
}
