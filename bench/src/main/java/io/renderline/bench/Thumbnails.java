package io.renderline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;

/** Thumbnails of many small STEP files, each another one. */
final class Thumbnails implements Benchmark {
    private static final int FILES = 200;
    private static final int FILES_WHEN_QUICK = 40;
    private static final int NAIVE_SHARE = 4;
    private static final int SIDE = 128;
    private static final int SAMPLES = 4;

    @Override
    public String name() {
        return "thumbnails";
    }

    @Override
    public List<Row> run(Settings settings, boolean quick) throws IOException, InterruptedException {
        int count = quick ? FILES_WHEN_QUICK : FILES;
        Script script = new Script(settings);
        Path folder = Files.createDirectories(settings.folder(name()));
        List<Path> files = StepFiles.write(folder.resolve("step"), count);
        Benchmark.progress("the loop by hand");
        double loop = script.run("loop_thumbnails.py", folder.resolve("step"), folder, SIDE, SAMPLES).seconds();
        Benchmark.progress("Renderline");
        double ours = renderline(new Api(settings.api()), files);
        int naiveFiles = count / NAIVE_SHARE;
        Benchmark.progress("the naive way, " + naiveFiles + " processes");
        long begin = System.nanoTime();
        for (Path file : files.subList(0, naiveFiles)) {
            script.run("one_view.py", file, folder.resolve("naive.png"), SIDE, SAMPLES, 45, 25);
        }
        double naive = Benchmark.since(begin) * count / naiveFiles;
        return List.of(
                Row.of(name(), "naive: a fresh process per file", naive, "s")
                        .with(naiveFiles + " of " + count + " measured, the rest computed: the files are alike"),
                Row.of(name(), "one loop by hand in one process", loop, "s"),
                Row.of(name(), "Renderline", ours, "s")
                        .with(count + " files, from the first upload to the last result"),
                Row.of(name(), "Renderline against naive", naive / ours, "times as fast").atLeast(4),
                Row.of(name(), "Renderline against the loop", loop / ours, "times as fast").atLeast(0.8));
    }

    private static double renderline(Api api, List<Path> files) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        List<JsonNode> jobs = new ArrayList<>();
        for (Path file : files) {
            jobs.add(api.submit(StillRequest.of(api.upload(file), SIDE, SAMPLES, List.of(new double[]{45, 25}))));
        }
        for (JsonNode job : jobs) {
            api.awaitEnd(job);
        }
        return Benchmark.since(begin);
    }
}
