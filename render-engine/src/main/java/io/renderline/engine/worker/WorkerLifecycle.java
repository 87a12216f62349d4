package io.renderline.engine.worker;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.context.SmartLifecycle;

import io.renderline.core.failure.TaskFailedException;
import io.renderline.engine.consume.BatchConsumers;
import io.renderline.engine.consume.BatchRunner;
import io.renderline.engine.control.TasksInHand;
import io.renderline.engine.device.DeviceDiscovery;
import io.renderline.engine.process.ScenePool;
import io.renderline.engine.process.Zygote;
import io.renderline.engine.report.Heartbeat;
import io.renderline.engine.settings.WorkerSettings;

/**
 * Starts the worker in the order in which it can work: engines, devices, then consumers. Stops it in the order in which
 * nothing is lost: consumers, what runs (after a grace it is killed and handed back), engines, and a last heartbeat.
 */
final class WorkerLifecycle implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerLifecycle.class);
    private static final Duration AFTER_KILL = Duration.ofSeconds(5);

    private final WorkerSettings settings;
    private final List<Zygote> zygotes;
    private final DeviceDiscovery devices;
    private final BatchConsumers consumers;
    private final SimpleMessageListenerContainer control;
    private final BatchRunner batches;
    private final TasksInHand tasks;
    private final ScenePool pool;
    private final Heartbeat heartbeat;
    private final Runnable giveUp;
    private final Thread starter = Thread.ofVirtual().name("worker-start").unstarted(this::startInOrder);
    private volatile boolean running;

    /** @param giveUp ends the application, when it can never work as it is configured */
    WorkerLifecycle(WorkerSettings settings, List<Zygote> zygotes, DeviceDiscovery devices, BatchConsumers consumers,
            SimpleMessageListenerContainer control, BatchRunner batches, TasksInHand tasks, ScenePool pool,
            Heartbeat heartbeat, Runnable giveUp) {
        this.settings = settings;
        this.zygotes = List.copyOf(zygotes);
        this.devices = devices;
        this.consumers = consumers;
        this.control = control;
        this.batches = batches;
        this.tasks = tasks;
        this.pool = pool;
        this.heartbeat = heartbeat;
        this.giveUp = giveUp;
    }

    /** Consumers come last and go first. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }

    @Override
    public void start() {
        running = true;
        zygotes.forEach(Zygote::start);
        starter.start();
    }

    private void startInOrder() {
        try {
            devices.discover(settings.renders());
            control.start();
            consumers.start(settings.serving(devices.found().inService().size()));
            heartbeat.start(settings.heartbeat());
            LOG.info("Taking work: {} at once", settings.slots(devices.found().inService().size()));
        } catch (InterruptedException e) {
            LOG.debug("Stopped before it was started");
        } catch (TaskFailedException e) {
            LOG.error("This worker cannot work: {}", e.failure().message());
            giveUp.run();
        } catch (IOException | RuntimeException e) {
            LOG.error("This worker cannot work", e);
            giveUp.run();
        }
    }

    @Override
    public void stop() {
        if (!running) {
            return;
        }
        running = false;
        starter.interrupt();
        LOG.info("Stopping; what runs has {} s", settings.grace().toSeconds());
        CountDownLatch stopped = new CountDownLatch(consumers.queues());
        batches.drain();
        consumers.stop(stopped);
        try {
            if (!stopped.await(settings.grace().toMillis(), TimeUnit.MILLISECONDS)) {
                tasks.stopAll();
                if (!stopped.await(AFTER_KILL.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.warn("A batch did not end when its engine was killed; the broker takes it back");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        control.stop();
        pool.close();
        zygotes.forEach(Zygote::close);
        heartbeat.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
