package io.renderline.engine;

import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.micrometer.core.instrument.MeterRegistry;
import io.renderline.core.blob.BlobStore;
import io.renderline.core.messaging.ConfirmingPublisher;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.Queue;
import io.renderline.core.task.TaskType;
import io.renderline.engine.consume.BatchRunner;
import io.renderline.engine.control.TasksInHand;
import io.renderline.engine.device.DeviceDiscovery;
import io.renderline.engine.device.GpuCheck;
import io.renderline.engine.device.SystemGpuMemory;
import io.renderline.engine.film.Ffmpeg;
import io.renderline.engine.film.FilmEncoder;
import io.renderline.engine.handler.EncodeVideoHandler;
import io.renderline.engine.handler.ExportGeometryHandler;
import io.renderline.engine.handler.GpuRoom;
import io.renderline.engine.handler.InspectTemplateHandler;
import io.renderline.engine.handler.OutputStore;
import io.renderline.engine.handler.PackSceneHandler;
import io.renderline.engine.handler.PrepareSceneHandler;
import io.renderline.engine.handler.RenderFrameHandler;
import io.renderline.engine.handler.RenderViewHandler;
import io.renderline.engine.handler.SceneMeters;
import io.renderline.engine.handler.SceneRenderer;
import io.renderline.engine.handler.TaskHandler;
import io.renderline.engine.handler.TessellateHandler;
import io.renderline.engine.input.InputCache;
import io.renderline.engine.input.WorkDirectory;
import io.renderline.engine.process.Engines;
import io.renderline.engine.process.ScenePool;
import io.renderline.engine.report.EventReporter;
import io.renderline.engine.report.ProgressReporter;
import io.renderline.engine.report.WorkerIdentity;
import io.renderline.engine.settings.RenderlineSettings;

/** How tasks are done and reported. */
@Configuration(proxyBeanMethods = false)
class TaskConfiguration {
    @Bean
    TasksInHand tasksInHand() {
        return new TasksInHand();
    }

    @Bean
    GpuCheck gpuCheck(Engines engines, RenderlineSettings settings) {
        return new GpuCheck(engines.blender(), settings.device());
    }

    @Bean
    DeviceDiscovery deviceDiscovery(Engines engines, GpuCheck check, RenderlineSettings settings) {
        return new DeviceDiscovery(engines.blender(), check, settings.worker().device(), settings.device());
    }

    @Bean
    FilmEncoder filmEncoder(RenderlineSettings settings) {
        DevicePolicy policy = settings.worker().device();
        return new FilmEncoder(encodes(settings)
                ? Ffmpeg.find(settings.ffmpeg(), policy != DevicePolicy.CPU)
                : Optional.empty(), policy);
    }

    private static boolean encodes(RenderlineSettings settings) {
        return settings.worker().slots().containsKey(Queue.CPU);
    }

    @Bean
    SceneRenderer sceneRenderer(Engines engines, ScenePool pool, DeviceDiscovery devices, GpuCheck check,
            InputCache inputs, WorkDirectory work, MeterRegistry meters, RenderlineSettings settings) {
        GpuRoom room = new GpuRoom(new SystemGpuMemory(), pool, settings.pool().gpuReserve().toBytes());
        return new SceneRenderer(engines.blender(), pool, devices::found, room, check::inspect, inputs,
                work, new SceneMeters(meters));
    }

    @Bean
    Handlers handlers(Engines engines, ScenePool pool, SceneRenderer renderer, InputCache inputs,
            OutputStore outputs, RenderlineSettings settings, FilmEncoder encoder) {
        PrepareSceneHandler.Successor successor = settings.worker().renders()
                ? pool::handOn
                : (_, session, _) -> session.close();
        Stream<TaskHandler> always = Stream.of(
                new PrepareSceneHandler(engines.blender(), inputs, outputs, successor),
                new ExportGeometryHandler(engines.blender(), inputs, outputs),
                new InspectTemplateHandler(engines.blender(), inputs, outputs),
                new PackSceneHandler(engines.blender(), inputs, outputs), new RenderViewHandler(renderer, outputs),
                new RenderFrameHandler(renderer, outputs));
        Stream<TaskHandler> perhaps = engines.tessellator().stream()
                .map(tessellator -> new TessellateHandler(tessellator, inputs, outputs));
        Stream<TaskHandler> films = encodes(settings)
                ? Stream.of(new EncodeVideoHandler(encoder, inputs, outputs))
                : Stream.empty();
        return Handlers.of(Stream.of(always, perhaps, films).flatMap(Function.identity()).toList());
    }

    @Bean
    EventReporter eventReporter(ConfirmingPublisher publisher, WorkerIdentity worker, Clock clock) {
        return new EventReporter(publisher, worker, clock);
    }

    @Bean
    ProgressReporter progressReporter(ConfirmingPublisher publisher) {
        return new ProgressReporter(publisher, System::nanoTime);
    }

    @Bean
    ExecutorService besides() {
        return Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("beside-", 0).daemon().factory());
    }

    @Bean
    BatchRunner batchRunner(Handlers handlers, Engines engines, BlobStore store, WorkDirectory workDirectory,
            EventReporter events, ProgressReporter progress, TasksInHand tasks, MeterRegistry meters,
            ExecutorService besides, RenderlineSettings settings) {
        return BatchRunner.of(handlers.byType(), engines::running, store, workDirectory, events, progress, tasks,
                meters, besides, settings.storagePatience());
    }

    /** The handlers of this worker. */
    record Handlers(Map<TaskType, TaskHandler> byType) {
        private static Handlers of(List<TaskHandler> all) {
            Map<TaskType, TaskHandler> byType = new EnumMap<>(TaskType.class);
            all.forEach(handler -> byType.put(handler.type(), handler));
            return new Handlers(byType);
        }
    }
}
