package io.renderline.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;

import io.renderline.core.messaging.Topology;
import io.renderline.core.task.Queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** RabbitMQ dies, restarts, runs short of memory, loses everything, and carries messages that make no sense. */
class BrokerFaultTest extends FaultTest {
    private static final int MODERATE = 300;
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void aKilledBrokerLosesNothing() {
        String running = slowViews("killed broker", 4, MODERATE);
        awaitRendering(running);

        farm.broker().kill();
        String accepted = jobAcceptedMeanwhile();
        farm.broker().restart();
        long back = System.nanoTime();

        awaitSuccessAtFirstAttempt(running);
        awaitSuccessAtFirstAttempt(accepted);
        measured("the broker was killed and is back; both jobs are done", back);
    }

    @Test
    void aBrokerThatRestartsInGoodOrderLosesNothing() {
        String running = slowViews("restarted broker", 4, MODERATE);
        awaitRendering(running);

        farm.broker().stop();
        farm.broker().restart();

        awaitSuccessAtFirstAttempt(running);
    }

    @Test
    void aBrokerShortOfMemoryHoldsUpWorkAndNothingElse() {
        String running = slowViews("blocked broker", 3, MODERATE);
        awaitRendering(running);
        List<ApplicationProcess> apis = farm.apis();

        farm.broker().control("set_vm_memory_high_watermark", "absolute", "1");
        try {
            String accepted = jobAcceptedMeanwhile();
            await("the api says why nothing is dispatched").atMost(SOON)
                    .until(() -> apis.stream().anyMatch(api -> api.log().contains("takes no messages for now")));
            assertThat(farm.client().get("/v1/queues").status()).isEqualTo(200);
            farm.broker().control("set_vm_memory_high_watermark", "0.4");

            awaitSuccessAtFirstAttempt(running);
            awaitSuccessAtFirstAttempt(accepted);
        } finally {
            farm.broker().control("set_vm_memory_high_watermark", "0.4");
        }
    }

    @Test
    void messagesThatAreNoJsonHarmNothing() throws Exception {
        String running = slowViews("strange messages", 2, MODERATE);
        awaitRendering(running);
        ConnectionFactory stranger = new ConnectionFactory();
        stranger.setUri(farm.broker().url());
        try (Connection connection = stranger.newConnection("stranger"); Channel channel = connection.createChannel()) {
            for (String nonsense : List.of("no JSON", "null", "{}", "[1]", "")) {
                for (Queue queue : Queue.values()) {
                    send(channel, Topology.TASKS, queue.label(), nonsense);
                }
                for (String report : List.of(Topology.EVENTS, Topology.PROGRESS, Topology.HEARTBEATS)) {
                    send(channel, Topology.REPORTS, report, nonsense);
                }
                send(channel, Topology.CONTROL, "", nonsense);
                send(channel, Topology.DEAD, "", nonsense);
            }
        }

        awaitSuccessAtFirstAttempt(running);
        await("what is passed over is said").untilAsserted(() -> {
            String apis = String.join("", farm.apis().stream().map(ApplicationProcess::log).toList());
            assertThat(apis).contains("An event cannot be read", "A dead message of 7 bytes is no task batch",
                    "A message of renderline.progress was dropped", "A message of renderline.heartbeats was dropped");
            assertThat(farm.workers()).allMatch(worker -> worker.log().contains("Passing over a control message"));
        });
    }

    private static void send(Channel channel, String exchange, String routingKey, String body) throws IOException {
        channel.basicPublish(exchange, routingKey, MessageProperties.PERSISTENT_BASIC,
                body.getBytes(StandardCharsets.UTF_8));
    }

    private String jobAcceptedMeanwhile() {
        return farm.client().submit(JobRequests.quick(newModel("accepted meanwhile")));
    }
}
