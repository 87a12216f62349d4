package io.renderline.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;

import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;
import io.renderline.core.media.AssetKind;
import io.renderline.core.message.DeviceUsed;
import io.renderline.core.message.MessageJson;
import io.renderline.core.message.OutputFile;
import io.renderline.core.message.TaskAssignment;
import io.renderline.core.message.TaskBatch;
import io.renderline.core.message.TaskEvent;
import io.renderline.core.message.TaskResult;
import io.renderline.core.message.WorkerHeartbeat;
import io.renderline.core.message.WorkerHeartbeat.QueueSlots;
import io.renderline.core.messaging.BrokerConnection;
import io.renderline.core.messaging.ConfirmingPublisher;
import io.renderline.core.messaging.ConfirmingPublisher.Outgoing;
import io.renderline.core.messaging.Topology;
import io.renderline.core.task.Queue;

/**
 * A worker that speaks the protocol and does nothing: it says that it started, says what it made, and acknowledges when both
 * are confirmed. What it claims to have made lies nowhere.
 */
final class NullWorker implements AutoCloseable {
    static final Map<Queue, Integer> SLOTS = Map.of(Queue.CPU, 16, Queue.LIGHT, 16);
    private static final String NAME = "bench-null-1";
    private static final DeviceUsed DEVICE = new DeviceUsed("cpu", "CPU", "Nothing", null);

    private final CachingConnectionFactory connections;
    private final ConfirmingPublisher publisher;
    private final List<SimpleMessageListenerContainer> containers = new ArrayList<>();
    private final BlockingQueue<Long> arrivals = new LinkedBlockingQueue<>();

    NullWorker(URI amqp) {
        connections = BrokerConnection.factory(amqp, NAME);
        publisher = new ConfirmingPublisher(BrokerConnection.template(connections), Duration.ofSeconds(30));
    }

    /** When batches arrived, by {@link System#nanoTime}, in their order. */
    BlockingQueue<Long> arrivals() {
        return arrivals;
    }

    void start() {
        beat(false);
        SLOTS.forEach((queue, slots) -> {
            SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
            container.setQueueNames(queue.amqpName());
            container.setConcurrentConsumers(slots);
            container.setPrefetchCount(1);
            container.setAcknowledgeMode(AcknowledgeMode.MANUAL);
            container.setReceiveTimeout(250);
            container.setMessageListener((ChannelAwareMessageListener) (message, channel) -> {
                arrivals.add(System.nanoTime());
                report(MessageJson.read(message.getBody(), TaskBatch.class));
                Objects.requireNonNull(channel).basicAck(message.getMessageProperties().getDeliveryTag(), false);
            });
            container.afterPropertiesSet();
            container.start();
            containers.add(container);
        });
    }

    /** Says that it is there; must be called at least every half minute. */
    void beat(boolean stopping) {
        Instant now = Instant.now();
        List<QueueSlots> slots = SLOTS.entrySet().stream().map(each -> new QueueSlots(each.getKey(), each.getValue()))
                .toList();
        publisher.publishTransient(new Outgoing(Topology.REPORTS, Topology.HEARTBEATS,
                new WorkerHeartbeat(NAME, "bench", ProcessHandle.current().pid(), "0", "0", slots, List.of(DEVICE),
                        List.of(), Set.of(), now, now, stopping)));
    }

    private void report(TaskBatch batch) throws IOException, InterruptedException {
        List<Outgoing> events = new ArrayList<>();
        for (TaskAssignment task : batch.tasks()) {
            Instant now = Instant.now();
            events.add(event(new TaskEvent.Started(task.taskId(), task.attempt(), NAME, now)));
            events.add(event(new TaskEvent.Succeeded(task.taskId(), task.attempt(), NAME, now, task.cacheKey(),
                    new TaskResult(List.of(output(task)), DEVICE, 0, 0, true, 1))));
        }
        publisher.publishAll(events);
    }

    private static Outgoing event(TaskEvent event) {
        return new Outgoing(Topology.REPORTS, Topology.EVENTS, event);
    }

    private static OutputFile output(TaskAssignment task) {
        return switch (task.parameters().type()) {
            case TESSELLATE -> output("geometry", task.cacheKey(), AssetKind.GLTF_GEOMETRY, "model/gltf-binary");
            case PREPARE_SCENE -> output("scene", task.cacheKey(), AssetKind.PREPARED_SCENE, "application/x-blender");
            case EXPORT_GEOMETRY ->
                output("geometry", task.cacheKey(), AssetKind.USD_GEOMETRY, "model/vnd.usdz+zip");
            case RENDER_VIEW -> output("image", task.cacheKey(), AssetKind.STILL, "image/png");
            case INSPECT_TEMPLATE -> output("offer", task.cacheKey(), AssetKind.TEMPLATE_OFFER, "application/json");
            case PACK_SCENE -> output("scene", task.cacheKey(), AssetKind.FILM_SCENE, "application/x-blender");
            case RENDER_FRAME -> output("image", task.cacheKey(), AssetKind.FRAME, "image/png");
            case ENCODE_VIDEO -> output("film", task.cacheKey(), AssetKind.VIDEO, "video/mp4");
        };
    }

    private static OutputFile output(String name, CacheKey key, AssetKind kind, String mimeType) {
        Sha256 hash = Sha256.of((name + key).getBytes(StandardCharsets.US_ASCII));
        return new OutputFile(name, hash, 1, kind, mimeType, null, null);
    }

    @Override
    public void close() {
        containers.forEach(SimpleMessageListenerContainer::stop);
        containers.clear();
        beat(true);
        connections.destroy();
    }
}
