package io.renderline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small views around the model of 3.7 million triangles, made by hand: in one loop, and naively. */
record TurnByHand(Script script, Path folder, Path glb) {
    /** px. */
    static final int SIDE = 256;
    static final int SAMPLES = 4;
    /** Degrees. */
    static final int ELEVATION = 20;

    /** Before anything is measured. */
    static TurnByHand of(Settings settings, Benchmark benchmark) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(settings.folder(benchmark.name()));
        return new TurnByHand(new Script(settings), folder, ManyTriangles.glb(settings, folder, benchmark.name()));
    }

    /** One process that imports the model once and renders all views. */
    Script.Run loop(String program, int views) throws IOException, InterruptedException {
        Benchmark.progress("the loop by hand");
        return script.run(program, glb, folder, SIDE, SAMPLES, views);
    }

    /** How long a fresh process for each of {@code views} takes, s, computed from the first {@code measured} of them. */
    double naive(int views, int measured) throws IOException, InterruptedException {
        Benchmark.progress("the naive way, " + measured + " processes");
        long begin = System.nanoTime();
        for (int view = 0; view < measured; view++) {
            script.run("one_view.py", glb, folder.resolve("naive.png"), SIDE, SAMPLES, view * 360.0 / views, ELEVATION);
        }
        return Benchmark.since(begin) * views / measured;
    }
}
