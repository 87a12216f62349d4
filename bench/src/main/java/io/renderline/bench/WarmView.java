package io.renderline.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;

/** A further view of a model that a Blender process holds already: what is added to Blender's own render time. */
final class WarmView implements Benchmark {
    private static final int SIDE = 256;
    private static final int SAMPLES = 16;
    private static final int WARM_UP = 3;
    private static final int VIEWS = 20;

    @Override
    public String name() {
        return "warm-view";
    }

    @Override
    public List<Row> run(Settings settings, boolean quick) throws IOException, InterruptedException {
        Api api = new Api(settings.api());
        String model = api.upload(settings.sample());
        List<Double> added = new ArrayList<>();
        List<Double> rendering = new ArrayList<>();
        for (int view = 0; view < WARM_UP + VIEWS; view++) {
            String request = StillRequest.of(model, SIDE, SAMPLES, List.of(new double[]{view * 15.5, 20}));
            long begin = System.nanoTime();
            JsonNode job = api.awaitEnd(api.submit(request));
            api.download(job.get("results").get(0).get("url").asString());
            double total = Benchmark.since(begin) * 1000;
            if (view >= WARM_UP) {
                double engine = engineMillis(api.get("/v1/jobs/" + job.get("id").asString() + "/tasks"));
                added.add(total - engine);
                rendering.add(engine);
            }
        }
        Samples more = new Samples(added);
        return List.of(
                Row.of(name(), "Blender's own render time of a view, p50", new Samples(rendering).p50(), "ms")
                        .with(SIDE + "², " + SAMPLES + " samples"),
                Row.of(name(), "added from POST to the downloaded picture, p50", more.p50(), "ms").atMost(60)
                        .with(VIEWS + " views, one after another"),
                Row.of(name(), "added from POST to the downloaded picture, p95", more.p95(), "ms"));
    }

    private static double engineMillis(JsonNode tasks) {
        for (JsonNode task : tasks) {
            if (task.get("type").asString().equals("render-view")) {
                if (!task.get("warm").asBoolean()) {
                    throw new IllegalStateException("The view was not rendered by a warm process: " + task);
                }
                return task.get("engineMs").asDouble();
            }
        }
        throw new IllegalStateException("No view among " + tasks);
    }
}
