package io.renderline.engine.device;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.renderline.core.task.DevicePolicy;

/**
 * How a task renders: on one GPU, or on the processor. A GPU is chosen for others with that in mind until this is closed.
 */
public final class Grant implements AutoCloseable {
    /** The processor as a place where sessions are. */
    private static final String PROCESSOR = "processor";

    private final @Nullable RenderGpu gpu;
    private final DeviceLock lock;
    private boolean open = true;

    private Grant(@Nullable RenderGpu gpu, DeviceLock lock) {
        this.gpu = gpu;
        this.lock = lock;
    }

    static Grant ofProcessor(DeviceLock lock) {
        return new Grant(null, lock);
    }

    static Grant of(RenderGpu gpu) {
        gpu.enter();
        return new Grant(gpu, gpu.lock());
    }

    /** The policy for the engine: what was granted, and no choice left. */
    public DevicePolicy policy() {
        return gpu == null ? DevicePolicy.CPU : DevicePolicy.GPU;
    }

    /** Cycles' name for the GPU; null: the processor. */
    public @Nullable String device() {
        return gpu == null ? null : gpu.id();
    }

    public Optional<RenderGpu> gpu() {
        return Optional.ofNullable(gpu);
    }

    /** Where the session is that renders: it keeps its place for life, since it has its memory there. */
    public String place() {
        return gpu == null ? PROCESSOR : gpu.card();
    }

    /** To be held for each view. */
    public DeviceLock lock() {
        return lock;
    }

    @Override
    public void close() {
        if (open && gpu != null) {
            gpu.leave();
        }
        open = false;
    }
}
