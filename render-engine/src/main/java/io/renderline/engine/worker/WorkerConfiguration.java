package io.renderline.engine.worker;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.springframework.amqp.core.AnonymousQueue;
import org.springframework.amqp.core.Base64UrlNamingStrategy;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.FanoutExchange;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.renderline.core.media.VideoFormat;
import io.renderline.core.message.WorkerHeartbeat.QueueSlots;
import io.renderline.core.messaging.ConfirmingPublisher;
import io.renderline.core.messaging.Topology;
import io.renderline.core.task.Queue;
import io.renderline.engine.consume.BatchConsumers;
import io.renderline.engine.consume.BatchRunner;
import io.renderline.engine.control.ControlListener;
import io.renderline.engine.control.TasksInHand;
import io.renderline.engine.device.DeviceDiscovery;
import io.renderline.engine.device.GpuCheck;
import io.renderline.engine.device.HostGraphics;
import io.renderline.engine.device.RenderDevices;
import io.renderline.engine.film.FilmEncoder;
import io.renderline.engine.process.Engines;
import io.renderline.engine.process.ScenePool;
import io.renderline.engine.report.Heartbeat;
import io.renderline.engine.report.WorkerIdentity;
import io.renderline.engine.settings.RenderlineSettings;
import io.renderline.engine.settings.WorkerSettings;

/** The parts that take work and tell of the worker, and the lifecycle that starts and stops them. */
@Configuration(proxyBeanMethods = false)
public class WorkerConfiguration {
    private static final long CONTROL_RECOVERY_MILLIS = 500;
    private static final Duration AFTER_GRACE = Duration.ofSeconds(10);

    @Bean
    AnonymousQueue controlQueue() {
        return new AnonymousQueue(new Base64UrlNamingStrategy(Topology.CONTROL + "."));
    }

    @Bean
    Binding controlBinding(AnonymousQueue controlQueue) {
        return BindingBuilder.bind(controlQueue).to(new FanoutExchange(Topology.CONTROL));
    }

    @Bean
    BatchConsumers batchConsumers(RenderlineSettings settings, CachingConnectionFactory connections,
            RabbitAdmin admin, BatchRunner runner) {
        WorkerSettings worker = settings.worker();
        return new BatchConsumers(worker.serving(0), connections, admin, runner,
                worker.grace().plus(AFTER_GRACE));
    }

    @Bean
    Heartbeat heartbeat(ConfirmingPublisher publisher, WorkerIdentity identity, RenderlineSettings settings,
            Engines engines, DeviceDiscovery devices, ScenePool pool, TasksInHand tasks,
            FilmEncoder encoder, Clock clock) {
        Set<VideoFormat> films = settings.worker().slots().containsKey(Queue.CPU) ? encoder.formats() : null;
        return new Heartbeat(publisher, identity,
                () -> new Heartbeat.Capabilities(slots(settings.worker(), devices.found()),
                        engines.blender().version().orElse("unknown"), devices.found().described(),
                        devices.found().retired(), films, encoder.gpuFormats()),
                pool, tasks, clock);
    }

    /** A worker without the GPU that it must have takes no views. */
    private static List<QueueSlots> slots(WorkerSettings worker, RenderDevices devices) {
        return worker.serving(devices.inService().size()).stream()
                .filter(served -> served.queue() == Queue.CPU || !devices.isPowerless()).toList();
    }

    @Bean
    WorkerLifecycle workerLifecycle(RenderlineSettings settings, Engines engines, DeviceDiscovery devices,
            GpuCheck check, BatchConsumers consumers, BatchRunner batches, TasksInHand tasks, ScenePool pool,
            Heartbeat heartbeat,
            CachingConnectionFactory connections, RabbitAdmin admin, AnonymousQueue controlQueue,
            ConfigurableApplicationContext application) {
        SimpleMessageListenerContainer control = control(connections, admin, controlQueue, tasks);
        check.whenRetired(() -> {
            if (devices.found().isPowerless()) {
                consumers.stopViews();
            }
        });
        return new WorkerLifecycle(settings.worker(), engines.all(), devices, consumers, control, batches, tasks, pool,
                heartbeat, () -> endApplication(application));
    }

    @Bean
    WorkerMeters workerMeters(RenderlineSettings settings, DeviceDiscovery devices) {
        return new WorkerMeters(settings.worker(), devices, HostGraphics.ofThisHost());
    }

    @Bean
    HealthIndicator engineHealthIndicator(Engines engines, DeviceDiscovery devices, BatchConsumers consumers) {
        return new EngineAvailability(engines.all(), devices, consumers);
    }

    private static SimpleMessageListenerContainer control(CachingConnectionFactory connections, RabbitAdmin admin,
            AnonymousQueue queue, TasksInHand tasks) {
        SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
        container.setQueues(queue);
        container.setMessageListener(new ControlListener(tasks));
        container.setAmqpAdmin(admin);
        container.setMissingQueuesFatal(false);
        container.setRecoveryInterval(CONTROL_RECOVERY_MILLIS);
        container.setBeanName("consumer-control");
        container.afterPropertiesSet();
        return container;
    }

    /**
     * Not from a thread that the end of the application waits for, and from one that the JVM waits for: otherwise it is
     * gone, with the exit code 0, before this ends.
     */
    private static void endApplication(ConfigurableApplicationContext application) {
        Thread.ofPlatform().name("give-up").daemon(false)
                .start(() -> System.exit(SpringApplication.exit(application, () -> 1)));
    }
}
