package io.renderline.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * Where the time of a job went, as its tasks say: seconds in Blender and in FFmpeg.
 *
 * @param preparation what comes before pictures
 * @param cold each picture of a process that had not rendered before; of one worker, the first
 * @param warm each picture of a process that had
 * @param film the encoding; 0 when there is none
 */
record Stages(double preparation, List<Double> cold, List<Double> warm, double film) {

    static Stages of(Api api, JsonNode job) throws IOException, InterruptedException {
        return of(api.get("/v1/jobs/" + job.get("id").asString() + "/tasks"));
    }

    static Stages of(JsonNode tasks) {
        double preparation = 0;
        double film = 0;
        List<Double> cold = new ArrayList<>();
        List<Double> warm = new ArrayList<>();
        for (JsonNode task : tasks) {
            double seconds = task.get("engineMs").asDouble() / 1000;
            switch (task.get("type").asString()) {
                case "prepare-scene", "pack-scene" -> preparation += seconds;
                case "render-view", "render-frame" -> (task.get("warm").asBoolean() ? warm : cold).add(seconds);
                case "encode-video" -> film += seconds;
                default -> throw new IllegalStateException("No stage is known for " + task);
            }
        }
        return new Stages(preparation, cold, warm, film);
    }

    double first() {
        return sum(cold);
    }

    double further() {
        return sum(warm);
    }

    /** How many times as much the first picture and what had to come before it cost as a further one, on average. */
    double firstAgainstFurther() {
        if (cold.isEmpty() || warm.isEmpty()) {
            throw new IllegalStateException("There is no first and further picture: " + this);
        }
        return (preparation + first() / cold.size()) / (further() / warm.size());
    }

    private static double sum(List<Double> seconds) {
        return seconds.stream().mapToDouble(Double::doubleValue).sum();
    }
}
