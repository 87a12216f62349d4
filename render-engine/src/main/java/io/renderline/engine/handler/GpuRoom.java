package io.renderline.engine.handler;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.renderline.core.key.Sha256;
import io.renderline.core.message.InputFile;
import io.renderline.engine.device.GpuMemory;
import io.renderline.engine.device.RenderGpu;
import io.renderline.engine.process.ScenePool;

/**
 * Sees to it that a scene fits on a GPU before it is loaded: idle sessions there end for it, least recently used first. What
 * other processes hold is counted, and left alone.
 */
public final class GpuRoom {
    private static final Logger LOG = LoggerFactory.getLogger(GpuRoom.class);
    private static final int MOST_REMEMBERED = 1_000;
    private static final long PATIENCE_SECONDS = 10;
    /** What a process takes of a GPU before it holds anything: the driver's context and Cycles' kernels. */
    private static final long CONTEXT_BYTES = 512L << 20;
    /** A scene that was never measured is thought to take so many times its file: meshes, and the BVH over them. */
    private static final long UNMEASURED_FACTOR = 3;

    private final GpuMemory memory;
    private final ScenePool pool;
    private final long reserveBytes;
    private final Map<Sha256, Long> measured = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Sha256, Long> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /** @param reserveBytes what is to be free beside what the scene is thought to need */
    public GpuRoom(GpuMemory memory, ScenePool pool, long reserveBytes) {
        this.memory = memory;
        this.pool = pool;
        this.reserveBytes = reserveBytes;
    }

    /** Ends idle sessions on the GPU until the scene fits, or none is left. Where no memory can be read, nothing happens. */
    void makeFor(RenderGpu gpu, InputFile scene) throws InterruptedException {
        long wanted = need(scene) + reserveBytes;
        Optional<GpuMemory.Reading> reading = memory.read(gpu);
        while (reading.isPresent() && reading.get().freeBytes() < wanted) {
            Optional<CompletableFuture<?>> ended = pool.endIdleAt(gpu.card());
            if (ended.isEmpty()) {
                LOG.warn("{} has {} MB free, and the scene may need {} MB; nothing idle is left to end there",
                        gpu.name(), reading.get().freeBytes() >> 20, need(scene) >> 20);
                return;
            }
            awaitEnd(ended.get());
            reading = memory.read(gpu);
        }
    }

    /** Ends all idle sessions on the GPU; those elsewhere hold none of its memory, and stay warm. */
    void clear(RenderGpu gpu) throws InterruptedException {
        for (var ended = pool.endIdleAt(gpu.card()); ended.isPresent(); ended = pool.endIdleAt(gpu.card())) {
            awaitEnd(ended.get());
        }
    }

    /** A card's memory is free only when its process is gone. */
    private static void awaitEnd(CompletableFuture<?> ended) throws InterruptedException {
        try {
            ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("An idle session has not ended within {} s", PATIENCE_SECONDS, e);
        }
    }

    /** How much of a GPU the scene needs, bytes: as measured when it was last there, else as its file lets expect. */
    synchronized long need(InputFile scene) {
        Long known = measured.get(scene.hash());
        return CONTEXT_BYTES + (known == null ? UNMEASURED_FACTOR * scene.sizeBytes() : known);
    }

    /** The scene holds that much of a GPU, without the process's own share. */
    synchronized void measured(InputFile scene, long bytes) {
        measured.merge(scene.hash(), bytes, Math::max);
    }

    /** What there is now, as a sentence says it. */
    Optional<String> told(RenderGpu gpu) {
        return memory.read(gpu).map(reading -> megabytes(reading.freeBytes()) + " of " + megabytes(reading.totalBytes())
                + " were free on " + gpu.name());
    }

    static String megabytes(long bytes) {
        return (bytes >> 20) + " MB";
    }
}
