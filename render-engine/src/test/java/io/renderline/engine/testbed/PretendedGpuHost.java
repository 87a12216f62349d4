package io.renderline.engine.testbed;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.renderline.engine.device.GpuMemory;
import io.renderline.engine.device.RenderGpu;

/** The memory of GPUs that are not there. */
public final class PretendedGpuHost implements GpuMemory {
    public static final long GIGABYTE = 1L << 30;

    private final Map<String, Long> free = new ConcurrentHashMap<>();

    /** The card has 24 GB, of which so much is free. */
    public void hasFree(String card, long bytes) {
        free.put(card, bytes);
    }

    @Override
    public Optional<Reading> read(RenderGpu gpu) {
        return Optional.ofNullable(free.get(gpu.card())).map(bytes -> new Reading(24 * GIGABYTE, bytes));
    }
}
