package io.renderline.engine.testbed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.QueueInformation;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import io.renderline.core.blob.BlobStore;
import io.renderline.core.blob.FileSystemBlobStore;
import io.renderline.core.blob.StoredBlob;
import io.renderline.core.message.InputFile;
import io.renderline.core.message.MessageJson;
import io.renderline.core.message.OutputFile;
import io.renderline.core.message.TaskAssignment;
import io.renderline.core.message.TaskBatch;
import io.renderline.core.message.TaskResult;
import io.renderline.core.messaging.BrokerConnection;
import io.renderline.core.messaging.Topology;
import io.renderline.core.task.Lane;
import io.renderline.core.task.Queue;
import io.renderline.engine.RenderEngineConfiguration;
import io.renderline.testing.TestBroker;
import io.renderline.testing.TestPython;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A worker of this process on a real broker, a real blob store and real engines, with the api's side of it. */
public final class WorkerBed implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final CachingConnectionFactory connections = BrokerConnection.factory(TestBroker.url(), "test");
    private final RabbitTemplate template = BrokerConnection.template(connections);
    private final RabbitAdmin admin = new RabbitAdmin(connections);
    private final Path folder;
    private final BlobStore store;
    private final EventLog events;
    private @Nullable ConfigurableApplicationContext worker;

    /** A worker as an application. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(RenderEngineConfiguration.class)
    static class WorkerApplication {}

    private WorkerBed(Path folder) throws IOException {
        this.folder = folder;
        this.store = new FileSystemBlobStore(folder.resolve("blobs"));
        Topology.declarables().getDeclarables().forEach(this::declare);
        for (Queue queue : Queue.values()) {
            for (Lane lane : Lane.values()) {
                admin.purgeQueue(lane.amqpName(queue));
            }
        }
        List.of(Topology.DEAD, Topology.EVENTS, Topology.PROGRESS, Topology.HEARTBEATS).forEach(admin::purgeQueue);
        this.events = new EventLog(connections);
    }

    private void declare(org.springframework.amqp.core.Declarable declarable) {
        switch (declarable) {
            case org.springframework.amqp.core.Queue queue -> admin.declareQueue(queue);
            case org.springframework.amqp.core.Exchange exchange -> admin.declareExchange(exchange);
            case org.springframework.amqp.core.Binding binding -> admin.declareBinding(binding);
            default -> throw new IllegalStateException("Unexpected " + declarable);
        }
    }

    /** A bed without a worker yet. */
    public static WorkerBed make() {
        try {
            return new WorkerBed(TestEngines.shortFolder());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A bed with a worker that is ready; {@code properties} are further {@code --name=value}. */
    public static WorkerBed start(String... properties) {
        WorkerBed bed = make();
        bed.startWorker(properties);
        return bed;
    }

    public void startWorker(String... properties) {
        runWorker(properties);
        await("readiness").atMost(PATIENCE).untilAsserted(() -> assertThat(health().getStatus()).isEqualTo(Status.UP));
    }

    /** Starts a worker, and does not wait until it is ready. */
    public void runWorker(String... properties) {
        List<String> arguments = new ArrayList<>(List.of("--spring.config.import=classpath:renderline-engine.yml",
                "--server.port=0", "--renderline.amqp.url=" + TestBroker.url(),
                "--renderline.blob.url=" + folder.resolve("blobs").toUri(),
                "--renderline.work-dir=" + folder.resolve("work"),
                "--renderline.engine.python=" + TestPython.executable(), "--renderline.worker.role=test",
                "--renderline.worker.slots.light=1", "--renderline.worker.slots.cpu=1",
                "--renderline.worker.heartbeat=1s", "--renderline.worker.device=cpu"));
        for (String property : properties) {
            String name = property.substring(0, property.indexOf('=') + 1);
            arguments.removeIf(usual -> usual.startsWith(name));
            arguments.add(property);
        }
        worker = new SpringApplicationBuilder(WorkerApplication.class).run(arguments.toArray(String[]::new));
    }

    public Health health() {
        return Objects.requireNonNull(worker().getBean("engineHealthIndicator", HealthIndicator.class).health());
    }

    /** The running worker's application. */
    public ConfigurableApplicationContext worker() {
        if (worker == null) {
            throw new IllegalStateException("No worker runs");
        }
        return worker;
    }

    public void stopWorker() {
        worker().close();
        worker = null;
    }

    public BlobStore store() {
        return store;
    }

    public Path blobFolder() {
        return folder.resolve("blobs");
    }

    public Path workDirectory() {
        return folder.resolve("work");
    }

    public EventLog events() {
        return events;
    }

    /** Stores a file like an upload. */
    public InputFile upload(Path file) {
        try {
            StoredBlob blob = store.put(file);
            return Tasks.uploaded(file, blob.hash(), blob.sizeBytes());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stores some text like an upload. */
    public InputFile upload(String filename, String content) {
        try {
            return upload(Files.writeString(Files.createTempDirectory(folder, "up").resolve(filename), content));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public byte[] bytesOf(OutputFile output) {
        try (var in = store.open(output.hash())) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public void publish(TaskBatch batch) {
        publish(batch.queue(), MessageJson.write(batch));
    }

    /** Publishes a batch of urgent tasks. */
    public void publishUrgent(Queue queue, TaskAssignment... tasks) {
        template.send(Topology.TASKS, Lane.EXPRESS.routingKey(queue),
                MessageBuilder.withBody(MessageJson.write(Tasks.batch(queue, tasks))).build());
    }

    /** Publishes a batch of the tasks. */
    public void publish(Queue queue, TaskAssignment... tasks) {
        publish(Tasks.batch(queue, tasks));
    }

    public void publish(Queue queue, byte[] body) {
        template.send(Topology.TASKS, queue.label(), MessageBuilder.withBody(body).build());
    }

    public void control(Object message) {
        template.send(Topology.CONTROL, "", MessageBuilder.withBody(MessageJson.write(message)).build());
    }

    /** How many messages wait in a queue of the broker, not counting those that a worker holds. */
    public long waiting(String queue) {
        QueueInformation info = admin.getQueueInfo(queue);
        return info == null ? 0 : info.getMessageCount();
    }

    /** How many consumers a queue of the broker has. */
    public long consumers(String queue) {
        QueueInformation info = admin.getQueueInfo(queue);
        return info == null ? 0 : info.getConsumerCount();
    }

    /** The STEP file tessellated and prepared by the worker itself. */
    public OutputFile preparedScene() {
        return preparation().outputs().getFirst();
    }

    /** How the worker has prepared the STEP file. */
    public TaskResult preparation() {
        TaskAssignment tessellation = Tasks.tessellate(upload(TestModels.cubeAndCylinder()));
        publish(Queue.CPU, tessellation);
        OutputFile geometry = events.awaitResult(tessellation.taskId()).outputs().getFirst();
        TaskAssignment preparation = Tasks.prepare(geometry);
        publish(Queue.CPU, preparation);
        return events.awaitResult(preparation.taskId());
    }

    /** An id for something that is not there. */
    public static UUID nobody() {
        return UUID.nameUUIDFromBytes("nobody".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        if (worker != null) {
            stopWorker();
        }
        events.close();
        connections.destroy();
    }
}
