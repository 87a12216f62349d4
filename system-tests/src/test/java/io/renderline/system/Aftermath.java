package io.renderline.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;

import io.renderline.core.messaging.BrokerConnection;
import io.renderline.core.messaging.Topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import tools.jackson.databind.JsonNode;

/** What must hold after every fault, whatever it was. */
final class Aftermath {
    private static final Duration SETTLING = Duration.ofSeconds(60);

    private final RenderFarm farm;

    private Aftermath(RenderFarm farm) {
        this.farm = farm;
    }

    /** Nothing is lost, nothing is made twice, nothing is stuck, and the next job works. */
    static void verify(RenderFarm farm, Path folder) {
        Aftermath aftermath = new Aftermath(farm);
        farm.mend();
        aftermath.everyJobHasEnded();
        aftermath.noTaskIsStuck();
        aftermath.nothingWasMadeTwice();
        aftermath.allQueuesAreEmpty();
        aftermath.theNextJobWorks(folder);
    }

    private void everyJobHasEnded() {
        for (String live : List.of("QUEUED", "RUNNING")) {
            await("no job is " + live).atMost(SETTLING).untilAsserted(
                    () -> assertThat(farm.client().get("/v1/jobs?state=" + live).body().get("items")).isEmpty());
        }
    }

    private void noTaskIsStuck() {
        for (JsonNode queue : farm.client().get("/v1/queues").body()) {
            assertThat(queue.get("backlog").asLong() + queue.get("window").asLong() + queue.get("running").asLong())
                    .as("tasks that are not ended: %s", queue).isZero();
        }
    }

    private void nothingWasMadeTwice() {
        assertThat(farm.ask("""
                SELECT cache_key || ' ' || output_name FROM media_asset WHERE cache_key IS NOT NULL
                GROUP BY cache_key, output_name HAVING count(*) > 1""")).as("made into two assets").isEmpty();
        assertThat(
                farm.ask("SELECT cache_key FROM task WHERE state = 'SUCCEEDED' GROUP BY cache_key HAVING count(*) > 1"))
                .as("made by two tasks").isEmpty();
        assertThat(farm.ask("""
                SELECT t.id::text FROM task t WHERE t.state = 'SUCCEEDED'
                AND NOT EXISTS (SELECT FROM media_asset a WHERE a.cache_key = t.cache_key)"""))
                .as("done without a result").isEmpty();
    }

    /** Also of what workers hold: a batch that is not acknowledged makes its queue's consumers busy. */
    private void allQueuesAreEmpty() {
        CachingConnectionFactory connections = BrokerConnection.factory(farm.broker().url(), "aftermath");
        try {
            RabbitAdmin admin = new RabbitAdmin(connections);
            for (Queue queue : Topology.declarables().getDeclarablesByType(Queue.class)) {
                await(queue.getName() + " is empty").atMost(SETTLING).until(() -> {
                    var known = admin.getQueueInfo(queue.getName());
                    return known != null && known.getMessageCount() == 0;
                });
            }
        } finally {
            connections.destroy();
        }
    }

    private void theNextJobWorks(Path folder) {
        RenderlineClient client = farm.client();
        String model = client.upload(UniqueModel.named(folder, "aftermath " + System.nanoTime()));
        String job = client.submit(JobRequests.quick(model));
        JsonNode ended = client.awaitEnd(job);
        assertThat(ended.get("state").asString()).as("the next job: %s", ended).isEqualTo("SUCCEEDED");
        assertThat(client.tasksOf(job)).allMatch(task -> task.get("attempt").asInt() == 1);
    }
}
