package io.renderline.system;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AnonymousQueue;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.DirectExchange;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;

import io.renderline.core.message.MessageJson;
import io.renderline.core.message.TaskAssignment;
import io.renderline.core.message.TaskBatch;
import io.renderline.core.messaging.BrokerConnection;
import io.renderline.core.messaging.Topology;
import io.renderline.core.task.Queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two apis share one database and one broker, and one of them dies. */
class ApiFaultTest extends FaultTest {
    private static final int JOBS = 6;
    private static final int MODERATE = 300;
    /** Planning these takes some seconds; they all want one picture. */
    private static final int LINES = 3000;

    @Test
    void twoApisPublishEachTaskOnce() {
        List<String> jobs = new ArrayList<>();
        List<TaskAssignment> published = new CopyOnWriteArrayList<>();
        CachingConnectionFactory connections = BrokerConnection.factory(farm.broker().url(), "onlooker");
        SimpleMessageListenerContainer onlooker = onlooker(connections, published);
        try {
            for (int i = 0; i < JOBS; i++) {
                RenderlineClient client = new RenderlineClient(farm.apis().get(i % 2).url());
                String model = newModel("two apis");
                jobs.add(client.submit(JobRequests.views(model, 2, 1)));
            }
            jobs.forEach(this::awaitSuccess);
        } finally {
            onlooker.stop();
            connections.destroy();
        }

        List<String> tasks = published.stream().map(task -> task.taskId() + " " + task.attempt()).toList();
        assertThat(tasks).as("each once").doesNotHaveDuplicates().hasSize(4 * JOBS);
        assertThat(new HashSet<>(jobs)).allSatisfy(
                job -> assertThat(new RenderlineClient(farm.apis().getLast().url()).job(job).get("results"))
                        .hasSize(2));
    }

    @Test
    void aKilledApiLosesNothing() {
        List<String> jobs = new ArrayList<>(List.of(slowViews("killed api", 4, MODERATE)));
        awaitRendering(jobs.getFirst());
        ApplicationProcess killed = farm.apis().getFirst();
        RenderlineClient client = new RenderlineClient(killed.url());
        String model = newModel("accepted by the killed one");
        jobs.add(client.submit(JobRequests.quick(model)));

        farm.kill(killed);

        jobs.forEach(this::awaitSuccessAtFirstAttempt);
    }

    @Test
    void apisKilledWhileTheyPlanAnOrderLoseNoLineAndPlanNoneTwice() {
        RenderlineClient client = farm.client();
        // A product's own thumbnail would take long
        client.put("/v1/output-types/thumbnail", """
                {"kind": "thumbnail", "width": 64, "height": 64, "samples": 1, "denoise": false}""");
        client.put("/v1/products/planned", "{\"cadFile\": \"" + newModel("planned") + "\"}");
        client.post("/v1/output-types", """
                {"name": "planned", "kind": "still", "width": 64, "height": 64, "samples": 1, "denoise": false}""");
        String lines = IntStream.range(0, LINES).mapToObj(line -> "planned;planned;reference " + line)
                .collect(Collectors.joining("\n"));
        RenderlineClient.Answer order = client.postCsv("/v1/orders", "product;output types;reference\n" + lines);
        assertThat(order.status()).as("%s", order.body()).isEqualTo(202);

        await("the first jobs").until(() -> outputs("PLANNED") > 0);
        farm.apis().forEach(farm::kill);
        assertThat(outputs("WAITING")).as("killed in the middle of it").isPositive();
        farm.mend();

        String path = "/v1/orders/" + order.body().at("/id").asString();
        await().atMost(RenderlineClient.JOB)
                .until(() -> farm.client().get(path).body().at("/state").asString().equals("SUCCEEDED"));
        assertThat(count("SELECT count(DISTINCT job_id) FROM order_output")).as("jobs of lines").isEqualTo(LINES);
        assertThat(count("SELECT count(*) FROM job WHERE output_type = 'planned'")).as("jobs in all")
                .isEqualTo(LINES);
    }

    private int outputs(String state) {
        return count("SELECT count(*) FROM order_output WHERE state = '" + state + "'");
    }

    private int count(String question) {
        return Integer.parseInt(farm.ask(question).getFirst());
    }

    /** Sees a copy of every batch that is published. */
    private static SimpleMessageListenerContainer onlooker(CachingConnectionFactory connections,
            List<TaskAssignment> published) {
        RabbitAdmin admin = new RabbitAdmin(connections);
        AnonymousQueue copies = new AnonymousQueue();
        admin.declareQueue(copies);
        for (Queue queue : Queue.values()) {
            admin.declareBinding(
                    BindingBuilder.bind(copies).to(new DirectExchange(Topology.TASKS)).with(queue.label()));
        }
        SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
        container.setQueues(copies);
        container.setMessageListener(message -> {
            try {
                published.addAll(MessageJson.read(message.getBody(), TaskBatch.class).tasks());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        container.start();
        return container;
    }
}
