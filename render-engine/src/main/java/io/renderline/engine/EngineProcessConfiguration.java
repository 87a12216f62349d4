package io.renderline.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.renderline.core.task.Queue;
import io.renderline.engine.input.WorkDirectory;
import io.renderline.engine.process.EngineCommand;
import io.renderline.engine.process.EngineKind;
import io.renderline.engine.process.Engines;
import io.renderline.engine.process.PythonPackage;
import io.renderline.engine.process.ScenePool;
import io.renderline.engine.process.SocketFolder;
import io.renderline.engine.process.Zygote;
import io.renderline.engine.settings.RenderlineSettings;

/** The engine's processes. They are started by the worker's lifecycle, not by being made here. */
@Configuration(proxyBeanMethods = false)
class EngineProcessConfiguration {
    @Bean
    SocketFolder socketFolder(WorkDirectory workDirectory) throws IOException {
        return SocketFolder.create(workDirectory.root());
    }

    @Bean
    Engines engines(RenderlineSettings settings, WorkDirectory workDirectory, SocketFolder sockets)
            throws IOException {
        EngineCommand command = EngineCommand.of(settings.engine(), PythonPackage.unpack(workDirectory.root()));
        Duration timeout = settings.engine().startTimeout();
        Zygote blender = new Zygote(EngineKind.BLENDER, command, sockets.path(), timeout);
        // Only the queue for work without a device carries tessellation: no other worker pays for the import.
        boolean tessellates = settings.worker().slots().containsKey(Queue.CPU);
        return new Engines(blender,
                tessellates
                        ? Optional.of(new Zygote(EngineKind.TESSELLATOR, command, sockets.path(), timeout))
                        : Optional.empty());
    }

    @Bean
    ScenePool scenePool(RenderlineSettings settings, MeterRegistry meters) {
        ScenePool pool = new ScenePool(settings.pool());
        Gauge.builder("renderline.pool.sessions", pool, each -> each.warmScenes().size())
                .description("Blender processes that hold a scene").register(meters);
        Gauge.builder("renderline.pool.max.sessions", settings.pool()::maxSessions)
                .description("How many processes may hold a scene").register(meters);
        Gauge.builder("renderline.pool.max.memory", () -> settings.pool().maxMemory().toBytes()).baseUnit("bytes")
                .description("Above this much memory idle processes are ended").register(meters);
        Gauge.builder("renderline.pool.memory", pool, ScenePool::memoryBytes).baseUnit("bytes")
                .description("Memory that the processes holding a scene take, as last measured").register(meters);
        Gauge.builder("renderline.pool.gpu.memory", pool, ScenePool::deviceMemoryBytes).baseUnit("bytes")
                .description("Memory of GPUs that Cycles holds for scenes, as last measured").register(meters);
        return pool;
    }
}
