package io.renderline.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

import tools.jackson.databind.JsonNode;

/** A film of one turn of a model of 3.7 million triangles, of which nothing is made yet. */
final class Turntable implements Benchmark {
    private static final int FRAMES = 24;
    private static final int FPS = 24;
    private static final int NAIVE = 8;
    private static final int NAIVE_WHEN_QUICK = 3;

    @Override
    public String name() {
        return "turntable";
    }

    @Override
    public List<Row> run(Settings settings, boolean quick) throws IOException, InterruptedException {
        TurnByHand byHand = TurnByHand.of(settings, this);
        Script.Run rendered = byHand.loop("loop_turntable.py", FRAMES);
        double encoding = byHand.script().film(byHand.folder(), FPS);
        double loop = rendered.seconds() + encoding;
        Benchmark.progress("Renderline");
        Api api = new Api(settings.api());
        String model = api.upload(byHand.glb());
        long begin = System.nanoTime();
        JsonNode job = api.awaitEnd(api.submit(request(model)));
        double ours = Benchmark.since(begin);
        Stages stages = Stages.of(api, job);
        int measured = quick ? NAIVE_WHEN_QUICK : NAIVE;
        double naive = byHand.naive(FRAMES, measured) + encoding;
        return List.of(
                Row.of(name(), "naive: a fresh process per frame, then FFmpeg", naive, "s").with(String.format(
                        Locale.ROOT, "%d of %d frames measured, the rest computed; FFmpeg %.1f s", measured, FRAMES,
                        encoding)),
                Row.of(name(), "one loop by hand with persistent data, then FFmpeg", loop, "s").with(String.format(
                        Locale.ROOT, "Python's start and %.1f s import included",
                        rendered.said().get("imported").asDouble())),
                Row.of(name(), "Renderline, nothing cached", ours, "s").with(String.format(Locale.ROOT,
                        "from POST to the film; preparation %.1f s, first frame %.1f s, further frames %.1f s,"
                                + " encoding %.1f s",
                        stages.preparation(), stages.first(), stages.further(), stages.film())),
                Row.of(name(), "Renderline against naive", naive / ours, "times as fast"),
                Row.of(name(), "Renderline's time against the loop's", ours / loop, ""),
                Row.of(name(), "cost of the first frame against a further one", stages.firstAgainstFurther(), "times")
                        .atLeast(4).with("in Blender, the preparation included"));
    }

    private static String request(String model) {
        return """
                {"kind":"turntable","model":"%s","width":%d,"height":%d,"samples":%d,"denoise":false,"elevation":%d,
                 "frames":%d,"fps":%d,"format":"mp4"}"""
                .formatted(model, TurnByHand.SIDE, TurnByHand.SIDE, TurnByHand.SAMPLES, TurnByHand.ELEVATION, FRAMES,
                        FPS);
    }
}
