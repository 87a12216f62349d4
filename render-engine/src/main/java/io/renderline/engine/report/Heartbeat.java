package io.renderline.engine.report;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;

import io.renderline.core.media.VideoFormat;
import io.renderline.core.message.DeviceUsed;
import io.renderline.core.message.RetiredDevice;
import io.renderline.core.message.WorkerHeartbeat;
import io.renderline.core.message.WorkerHeartbeat.QueueSlots;
import io.renderline.core.messaging.ConfirmingPublisher;
import io.renderline.core.messaging.Topology;
import io.renderline.engine.control.TasksInHand;
import io.renderline.engine.process.ScenePool;

/** Tells the api at regular times that this worker lives, what it can do, and what it does. */
public final class Heartbeat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final ConfirmingPublisher publisher;
    private final WorkerIdentity worker;
    private final Supplier<Capabilities> capabilities;
    private final ScenePool pool;
    private final TasksInHand tasks;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors
            .newSingleThreadScheduledExecutor(Thread.ofVirtual().name("heartbeat").factory());

    /**
     * What the worker can do.
     *
     * @param retired the devices that have failed
     * @param films null when it makes none
     * @param gpuFilms those of them that a GPU encodes
     */
    public record Capabilities(List<QueueSlots> slots, String blenderVersion, List<DeviceUsed> devices,
            List<RetiredDevice> retired, @Nullable Set<VideoFormat> films, Set<VideoFormat> gpuFilms) {}

    public Heartbeat(ConfirmingPublisher publisher, WorkerIdentity worker, Supplier<Capabilities> capabilities,
            ScenePool pool, TasksInHand tasks, Clock clock) {
        this.publisher = publisher;
        this.worker = worker;
        this.capabilities = capabilities;
        this.pool = pool;
        this.tasks = tasks;
        this.clock = clock;
    }

    /** Sends the first one now and the others by {@code interval}. */
    public void start(Duration interval) {
        var _ = timer.scheduleAtFixedRate(() -> send(false), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void send(boolean stopping) {
        try {
            Capabilities can = capabilities.get();
            WorkerHeartbeat beat = new WorkerHeartbeat(worker.name(), worker.host(), worker.pid(), worker.version(),
                    can.blenderVersion(), can.slots(), can.devices(), pool.warmScenes(), tasks.ids(),
                    worker.startedAt(), clock.instant(), can.films(), can.gpuFilms(), can.retired(), stopping);
            publisher.publishTransient(
                    new ConfirmingPublisher.Outgoing(Topology.REPORTS, Topology.HEARTBEATS, beat));
        } catch (AmqpException e) {
            LOG.warn("A heartbeat was not sent: {}", e.getMessage());
        } catch (RuntimeException e) {
            // A scheduled task that throws is never run again: the worker would seem dead.
            LOG.error("A heartbeat was not sent", e);
        }
    }

    /** Sends the last one, which says that the worker stops. Doing it again changes nothing. */
    @Override
    public void close() {
        if (!timer.isShutdown()) {
            timer.shutdownNow();
            send(true);
        }
    }
}
