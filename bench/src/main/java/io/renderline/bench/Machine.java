package io.renderline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import io.renderline.core.task.EngineVersions;
import io.renderline.core.task.TaskType;

/** What the numbers were measured on. */
final class Machine {
    private Machine() {}

    static Map<String, String> describe() throws IOException {
        Map<String, String> about = new LinkedHashMap<>();
        String processor = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name")).findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse(System.getProperty("os.arch"));
        String memory = Files.readAllLines(Path.of("/proc/meminfo")).getFirst().replaceAll("[^0-9]", "");
        about.put("Machine", Runtime.getRuntime().availableProcessors() + " cores of " + processor + ", "
                + Math.round(Long.parseLong(memory) / 1048576.0) + " GiB, no GPU used");
        EngineVersions engines = EngineVersions.bundled();
        about.put("Versions", engines.of(TaskType.RENDER_VIEW) + ", " + engines.of(TaskType.TESSELLATE) + ", Java "
                + Runtime.version() + ", Linux " + System.getProperty("os.version"));
        return about;
    }

    /** Runnable processes, as averages over 1, 5 and 15 minutes. */
    static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).replaceFirst("(\\S+ \\S+ \\S+).*\\s*", "$1");
    }
}
