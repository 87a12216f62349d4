package io.renderline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the applications take while nobody asks for anything. Blender's processes and Postgres are others. */
final class AtRest implements Benchmark {
    private static final int SECONDS = 60;
    private static final int SECONDS_WHEN_QUICK = 15;
    private static final double KIB_PER_MB = 1e6 / 1024;

    @Override
    public String name() {
        return "at-rest";
    }

    @Override
    public List<Row> run(Settings settings, boolean quick) throws IOException, InterruptedException {
        int seconds = quick ? SECONDS_WHEN_QUICK : SECONDS;
        Benchmark.progress("waiting " + seconds + " s");
        Map<String, Double> before = new TreeMap<>();
        for (var application : settings.pids().entrySet()) {
            before.put(application.getKey(), processorSeconds(application.getValue()));
        }
        Thread.sleep(seconds * 1000L);
        List<Row> rows = new ArrayList<>();
        for (var application : before.entrySet()) {
            long pid = settings.pidOf(application.getKey());
            double share = (processorSeconds(pid) - application.getValue()) / seconds * 100;
            rows.add(Row.of(name(), application.getKey() + ": memory (RSS)", residentKib(pid) / KIB_PER_MB, "MB")
                    .atMost(300));
            rows.add(Row.of(name(), application.getKey() + ": share of one core", share, "%").atMost(2)
                    .with("over " + seconds + " s"));
        }
        return rows;
    }

    private static double processorSeconds(long pid) {
        return ProcessHandle.of(pid).flatMap(process -> process.info().totalCpuDuration()).orElseThrow(
                () -> new IllegalStateException("Process " + pid + " is gone; see the logs")).toMillis() / 1000.0;
    }

    private static long residentKib(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:")).findFirst()
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", ""))).orElseThrow();
    }
}
