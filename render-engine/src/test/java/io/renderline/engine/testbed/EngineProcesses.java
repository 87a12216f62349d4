package io.renderline.engine.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.UUID;

import io.renderline.engine.process.Engines;

import static org.awaitility.Awaitility.await;

/** Engine processes as the operating system sees them. */
public final class EngineProcesses {
    private EngineProcesses() {}

    /** Waits until Blender tells its progress on a view; the process that renders it. */
    public static long rendering(WorkerBed bed, UUID task) {
        await("progress of " + task).atMost(Duration.ofSeconds(30))
                .until(() -> !bed.events().progressOf(task).isEmpty());
        long zygote = bed.worker().getBean(Engines.class).blender().pid().orElseThrow();
        return ProcessHandle.of(zygote).orElseThrow().children()
                .max(Comparator.comparing(process -> process.info().totalCpuDuration().orElse(Duration.ZERO)))
                .orElseThrow().pid();
    }

    /** Whether the process is gone, or dead and only waiting for its parent to look. */
    public static boolean hasEnded(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            return stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException e) {
            return true;
        }
    }
}
