package io.renderline.engine.device;

import java.util.Optional;

/** How much memory GPUs have, and how much of it is free, whoever uses the rest. */
@FunctionalInterface
public interface GpuMemory {
    /** What the system says now; empty where it says nothing of this card. */
    Optional<Reading> read(RenderGpu gpu);

    /** A GPU's memory, bytes. */
    record Reading(long totalBytes, long freeBytes) {}
}
