package io.renderline.engine.device;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.renderline.core.failure.FailureCode;
import io.renderline.core.failure.TaskFailedException;
import io.renderline.core.task.Lane;
import io.renderline.engine.process.EngineRequest;
import io.renderline.engine.process.EngineSession;
import io.renderline.engine.process.ProgressListener;
import io.renderline.engine.process.Zygote;
import io.renderline.engine.settings.DeviceSettings;

/**
 * Whether a GPU renders, found out by a tiny picture in a fresh process. What a driver says when a card is gone differs from
 * one to the next, and a scene may fail on a card that is well: so that words alone are no verdict.
 */
public final class GpuCheck {
    private static final Logger LOG = LoggerFactory.getLogger(GpuCheck.class);

    private final Zygote blender;
    private final Duration patience;
    private volatile Runnable retired = () -> {};

    public GpuCheck(Zygote blender, DeviceSettings settings) {
        this.blender = blender;
        this.patience = settings.warmUpTimeout();
    }

    /** From now on {@code listener} is told of each GPU that goes out of service. */
    public void whenRetired(Runnable listener) {
        retired = listener;
    }

    /** Has the GPU load its kernels; it is out of service when it does not. */
    public void warm(RenderGpu gpu) throws IOException, InterruptedException {
        long before = System.nanoTime();
        failureOf(gpu).ifPresentOrElse(gpu::retire, () -> LOG.info("{} is warm after {} s", gpu.name(),
                Duration.ofNanos(System.nanoTime() - before).toSeconds()));
    }

    /** Looks at a GPU on which a task has failed; it is out of service when the tiny picture fails on it, too. */
    public void inspect(RenderGpu gpu, String cause) throws IOException, InterruptedException {
        Optional<String> failure = failureOf(gpu);
        if (failure.isPresent()) {
            gpu.retire(failure.get() + " Before that: " + cause);
            retired.run();
        } else {
            LOG.warn("{} is well, although a task failed on it: {}", gpu.name(), cause);
        }
    }

    private Optional<String> failureOf(RenderGpu gpu) throws IOException, InterruptedException {
        try (DeviceLock.Held _ = gpu.lock().acquire(Lane.EXPRESS); EngineSession session = blender.open()) {
            session.call(new EngineRequest.WarmGpu(gpu.id()), patience, ProgressListener.NONE);
            return Optional.empty();
        } catch (TaskFailedException e) {
            // Others may have filled the card's memory: that is no defect of it.
            return e.failure().code() == FailureCode.OUT_OF_MEMORY
                    ? Optional.empty()
                    : Optional.of(e.failure().message());
        }
    }
}
