package io.renderline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the cases, one after another, and writes {@code bench.json} and {@code bench.md}. */
public final class Bench {
    private static final List<Benchmark> ALL = List.of(new WarmView(), new Views(), new Turntable(), new Animation(),
            new Thumbnails(), new Orders(), new AtRest(), new Rail());

    private Bench() {}

    /** @param arguments cases (all when there are none), {@code --quick}, {@code --out FOLDER} */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            System.exit(run(List.of(arguments)));
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static int run(List<String> arguments) throws IOException, InterruptedException {
        Choice choice = Choice.of(arguments, ALL.stream().map(Benchmark::name).toList());
        Settings settings = Settings.of(System.getenv());
        Files.createDirectories(settings.folder(""));
        Instant began = Instant.now();
        Map<String, String> about = new LinkedHashMap<>(Machine.describe());
        about.put("Command", "`./renderline bench " + String.join(" ", arguments).strip() + "`");
        about.put("Load before", Machine.load());
        List<Row> rows = new ArrayList<>();
        boolean failed = false;
        for (Benchmark benchmark : ALL) {
            if (!choice.cases().contains(benchmark.name())) {
                continue;
            }
            System.err.println("  " + benchmark.name() + " …");
            long begin = System.nanoTime();
            try {
                rows.addAll(benchmark.run(settings, choice.quick()));
                System.err.printf("  %s took %.0f s%n", benchmark.name(), Benchmark.since(begin));
            } catch (IOException | RuntimeException e) {
                // What the other cases measure is worth keeping
                failed = true;
                System.err.println("  " + benchmark.name() + " could not be measured:");
                e.printStackTrace();
            }
            about.put("Load after", Machine.load());
            about.put("Taken", began.truncatedTo(ChronoUnit.SECONDS) + ", in "
                    + Duration.between(began, Instant.now()).toSeconds() + " s");
            write(choice.out(), new Report(about, rows));
        }
        System.out.println(new Report(about, rows).markdown());
        return failed ? 1 : 0;
    }

    private static void write(Path folder, Report report) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("bench.json"), report.json());
        Files.writeString(folder.resolve("bench.md"), report.markdown());
    }
}
