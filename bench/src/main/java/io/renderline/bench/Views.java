package io.renderline.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import tools.jackson.databind.JsonNode;

/** 24 small views of a model of 3.7 million triangles, of which nothing is made yet; then 24 others. */
final class Views implements Benchmark {
    private static final int VIEWS = 24;
    private static final int NAIVE_WHEN_QUICK = 4;

    @Override
    public String name() {
        return "views";
    }

    @Override
    public List<Row> run(Settings settings, boolean quick) throws IOException, InterruptedException {
        TurnByHand byHand = TurnByHand.of(settings, this);
        Script.Run loop = byHand.loop("loop_views.py", VIEWS);
        double second = loop.said().get("second").asDouble();
        double first = loop.seconds() - second;
        Benchmark.progress("Renderline");
        Api api = new Api(settings.api());
        String model = api.upload(byHand.glb());
        long begin = System.nanoTime();
        JsonNode cold = api.awaitEnd(api.submit(request(model, 0, TurnByHand.ELEVATION)));
        double ours = Benchmark.since(begin);
        begin = System.nanoTime();
        api.awaitEnd(api.submit(request(model, 5, 35)));
        double oursAgain = Benchmark.since(begin);
        int naiveViews = quick ? NAIVE_WHEN_QUICK : VIEWS;
        double naive = byHand.naive(VIEWS, naiveViews);
        String sampled = quick ? naiveViews + " of " + VIEWS + " measured, the rest computed" : "measured in full";
        return List.of(
                Row.of(name(), "naive: a fresh process per view", naive, "s").with(sampled),
                Row.of(name(), "one loop by hand with persistent data", first, "s").with(String.format(Locale.ROOT,
                        "Python's start and %.1f s import included", loop.said().get("imported").asDouble())),
                Row.of(name(), "Renderline, nothing cached", ours, "s").with(stages(Stages.of(api, cold))),
                Row.of(name(), "Renderline against naive", naive / ours, "times as fast").atLeast(15),
                Row.of(name(), "Renderline's time against the loop's", ours / first, "").atMost(1.15),
                Row.of(name(), "24 other views, the loop's rendering alone", second, "s"),
                Row.of(name(), "24 other views, Renderline", oursAgain, "s").with("from POST to the last result"),
                Row.of(name(), "24 other views, Renderline's time against the loop's", oursAgain / second, "")
                        .atMost(1.1));
    }

    private static String request(String model, double offset, double elevation) {
        List<double[]> angles = new ArrayList<>();
        for (int view = 0; view < VIEWS; view++) {
            angles.add(new double[]{view * 360.0 / VIEWS + offset, elevation});
        }
        return StillRequest.of(model, TurnByHand.SIDE, TurnByHand.SAMPLES, angles);
    }

    /** Where the time went. */
    private static String stages(Stages stages) {
        return String.format(Locale.ROOT, "preparation %.1f s, first view %.1f s, further views %.1f s in Blender",
                stages.preparation(), stages.first(), stages.further());
    }
}
