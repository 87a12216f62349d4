package io.renderline.api.dispatch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

import io.renderline.api.tasks.StoredTasks;
import io.renderline.core.key.Sha256;
import io.renderline.core.message.MessageJson;
import io.renderline.core.message.TaskBatch;
import io.renderline.core.message.WorkerHeartbeat.QueueSlots;
import io.renderline.core.messaging.BrokerConnection;
import io.renderline.core.messaging.ConfirmingPublisher;
import io.renderline.core.messaging.ConfirmingPublisher.Outgoing;
import io.renderline.core.messaging.Topology;
import io.renderline.core.task.Lane;
import io.renderline.core.task.Queue;
import io.renderline.testing.TestBroker;

/** A dispatcher between a real database and a real broker with empty queues. */
final class DispatchedTasks implements AutoCloseable {
    /** How many views of one scene travel together. */
    static final int BATCH = 3;
    /** How many batches may wait in a queue. */
    static final int WINDOW = 2;
    private static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(10);

    final StoredTasks tasks = new StoredTasks();
    final DispatchProperties properties = new DispatchProperties(Duration.ofSeconds(1), WINDOW, 2,
            Map.of(Queue.LIGHT, BATCH), Map.of());
    final RabbitTemplate rabbit;
    final TaskDispatcher dispatcher;
    private final ConfirmingPublisher publisher;
    private final CachingConnectionFactory connections;
    private final RabbitAdmin admin;

    DispatchedTasks() {
        connections = BrokerConnection.factory(TestBroker.url(), "test");
        rabbit = BrokerConnection.template(connections);
        admin = new RabbitAdmin(connections);
        declare();
        for (Queue queue : Queue.values()) {
            for (Lane lane : Lane.values()) {
                admin.purgeQueue(lane.amqpName(queue));
            }
        }
        publisher = new ConfirmingPublisher(rabbit, CONFIRM_TIMEOUT);
        dispatcher = dispatcher(publisher);
    }

    private void declare() {
        for (Declarable declarable : Topology.declarables().getDeclarables()) {
            switch (declarable) {
                case org.springframework.amqp.core.Queue queue -> admin.declareQueue(queue);
                case org.springframework.amqp.core.Exchange exchange -> admin.declareExchange(exchange);
                case org.springframework.amqp.core.Binding binding -> admin.declareBinding(binding);
                default -> throw new IllegalStateException("Unexpected in the topology: " + declarable);
            }
        }
    }

    TaskDispatcher dispatcher(ConfirmingPublisher publisher) {
        return new TaskDispatcher(new QueueRoom(tasks.jdbc, properties), new ReadyTasks(tasks.jdbc, properties),
                new UrgentTasks(tasks.jdbc), new AssignmentReader(tasks.jdbc, properties),
                publisher, tasks.lostInputs, tasks.transaction, tasks.stopped::addAll,
                new DispatchMeters(tasks.meters));
    }

    /** Pretends that the STEP file was uploaded that plans of a model of this name read. */
    void store(String model) {
        tasks.jdbc.sql("""
                INSERT INTO media_asset (id, sha256, kind, mime_type, size_bytes, filename)
                VALUES (gen_random_uuid(), ?, 'step_source', 'model/step', 7, ?)""")
                .param(hash(model).hex()).param(model + ".step").update();
    }

    /** Stores a file like {@link #store}, unless it is there. */
    void storeOnce(String model) {
        if (tasks.jdbc.sql("SELECT count(*) FROM media_asset WHERE sha256 = ?").param(hash(model).hex())
                .query(Long.class).single() == 0) {
            store(model);
        }
    }

    /** Pretends that a worker serves the queue cpu; {@code express} null: it says nothing of the express lane. */
    void worker(String name, int slots, @Nullable Integer express) {
        worker(name, Queue.CPU, slots, express);
    }

    void worker(String name, Queue queue, int slots, @Nullable Integer express) {
        tasks.jdbc.sql("""
                INSERT INTO worker (name, heartbeat, started_at, last_seen_at)
                VALUES (?, jsonb_build_object('slots', ?::jsonb), now(), now())""").param(name)
                .param(new String(MessageJson.write(List.of(new QueueSlots(queue, slots, express))),
                        StandardCharsets.UTF_8))
                .update();
    }

    static Sha256 hash(String model) {
        return Sha256.of(model.getBytes(StandardCharsets.UTF_8));
    }

    /** Takes all batches out of a queue. */
    List<TaskBatch> received(Queue queue) {
        return received(queue, Lane.ORDINARY);
    }

    /** Takes all batches out of a lane of a queue. */
    List<TaskBatch> received(Queue queue, Lane lane) {
        return messages(queue, lane).stream().map(DispatchedTasks::batch).toList();
    }

    /** Takes all messages out of a lane of a queue; those that applications of other tests have published are left out. */
    List<Message> messages(Queue queue, Lane lane) {
        List<Message> messages = new ArrayList<>();
        String name = lane.amqpName(queue);
        for (Message message = rabbit.receive(name); message != null; message = rabbit.receive(name)) {
            if (isOurs(batch(message))) {
                messages.add(message);
            }
        }
        return messages;
    }

    private static TaskBatch batch(Message message) {
        try {
            return MessageJson.read(message.getBody(), TaskBatch.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isOurs(TaskBatch batch) {
        return tasks.jdbc.sql("SELECT EXISTS (SELECT FROM task WHERE id = ?)").param(batch.tasks().getFirst().taskId())
                .query(Boolean.class).single();
    }

    /** Lays a message that is no batch into a lane of a queue, which has it when this returns. */
    void lay(Queue queue, Lane lane) throws InterruptedException {
        publisher.publish(new Outgoing(Topology.TASKS, lane.routingKey(queue), "any message"));
    }

    /** Does something while no way leads from the task exchange to its queues, so that messages for them come back. */
    void whileUnbound(Runnable work) {
        admin.deleteExchange(Topology.TASKS);
        admin.declareExchange(new org.springframework.amqp.core.DirectExchange(Topology.TASKS));
        try {
            work.run();
        } finally {
            declare();
        }
    }

    @Override
    public void close() {
        connections.destroy();
    }
}
