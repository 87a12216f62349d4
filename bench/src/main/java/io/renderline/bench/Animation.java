package io.renderline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import tools.jackson.databind.JsonNode;

/** A film of a small .blend along its timeline. */
final class Animation implements Benchmark {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 144;
    private static final int SAMPLES = 4;
    /** As many as the scene has; after them nothing moves. */
    private static final int FRAMES = 24;
    private static final int FPS = 24;
    private static final int NAIVE_WHEN_QUICK = 4;

    @Override
    public String name() {
        return "animation";
    }

    @Override
    public List<Row> run(Settings settings, boolean quick) throws IOException, InterruptedException {
        Script script = new Script(settings);
        Path folder = Files.createDirectories(settings.folder(name()));
        Path blend = settings.scene();
        Benchmark.progress("the loop by hand");
        double rendered = frames(script, blend, folder, 1, FRAMES);
        double encoding = script.film(folder, FPS);
        double loop = rendered + encoding;
        Benchmark.progress("Renderline");
        Api api = new Api(settings.api());
        String scene = api.upload(blend);
        long begin = System.nanoTime();
        JsonNode job = api.awaitEnd(api.submit(request(scene)));
        double ours = Benchmark.since(begin);
        Stages stages = Stages.of(api, job);
        int measured = quick ? NAIVE_WHEN_QUICK : FRAMES;
        Benchmark.progress("the naive way, " + measured + " processes");
        double processes = 0;
        for (int frame = 1; frame <= measured; frame++) {
            processes += frames(script, blend, folder, frame, frame);
        }
        double naive = processes * FRAMES / measured + encoding;
        return List.of(
                Row.of(name(), "naive: a fresh process per frame, then FFmpeg", naive, "s").with(String.format(
                        Locale.ROOT, "%s; FFmpeg %.1f s", quick
                                ? measured + " of " + FRAMES + " frames measured, the rest computed"
                                : "measured in full",
                        encoding)),
                Row.of(name(), "one loop by hand with persistent data, then FFmpeg", loop, "s")
                        .with("Python's start included"),
                Row.of(name(), "Renderline, nothing cached", ours, "s").with(String.format(Locale.ROOT,
                        "from POST to the film; packing %.1f s, first frame %.1f s, further frames %.1f s,"
                                + " encoding %.1f s",
                        stages.preparation(), stages.first(), stages.further(), stages.film())),
                Row.of(name(), "Renderline against naive", naive / ours, "times as fast"),
                Row.of(name(), "Renderline's time against the loop's", ours / loop, ""));
    }

    /** Renders by hand, in one process; the seconds that it took. */
    private static double frames(Script script, Path blend, Path folder, int first, int last)
            throws IOException, InterruptedException {
        return script.run("scene_frames.py", blend, folder, WIDTH, HEIGHT, SAMPLES, first, last).seconds();
    }

    private static String request(String scene) {
        return """
                {"kind":"animation","scene":"%s","startFrame":1,"endFrame":%d,"width":%d,"height":%d,"samples":%d,
                 "fps":%d,"format":"mp4"}"""
                .formatted(scene, FRAMES, WIDTH, HEIGHT, SAMPLES, FPS);
    }
}
