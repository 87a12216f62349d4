package io.renderline.engine.handler;

import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;

/** This host's memory, or its container's. */
final class HostMemory {
    private HostMemory() {}

    /** What there is now, as a sentence says it. */
    static String told() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return GpuRoom.megabytes(system.getFreeMemorySize()) + " of " + GpuRoom.megabytes(system.getTotalMemorySize())
                + " were free on the host";
    }
}
