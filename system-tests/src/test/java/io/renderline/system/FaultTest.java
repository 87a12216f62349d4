package io.renderline.system;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

/** Something breaks while jobs run; afterwards {@link Aftermath} holds. */
abstract class FaultTest {
    protected final RenderFarm farm = RenderFarm.shared();
    @TempDir
    protected Path folder;

    @AfterEach
    void theFarmHasRecovered() {
        Aftermath.verify(farm, folder);
    }

    /** A job of views that take a moment each, all of one scene that is prepared already. */
    protected String slowViews(String name, int count, int samples) {
        RenderlineClient client = farm.client();
        String model = client.upload(UniqueModel.named(folder, name + " " + System.nanoTime()));
        client.awaitEnd(client.submit(job(model, 1, 1, 90)));
        return client.submit(job(model, count, samples, 0));
    }

    /** Waits until Blender renders a view of the job. */
    protected JsonNode awaitRendering(String job) {
        return farm.client().awaitTask(job, "a view that is rendered",
                task -> task.get("state").asString().equals("RUNNING") && task.get("progress").asDouble() > 0);
    }

    protected static boolean isRunningAtAnother(JsonNode task, JsonNode before) {
        return task.get("id").equals(before.get("id")) && !task.get("worker").isNull()
                && !task.get("worker").equals(before.get("worker"));
    }

    protected static String state(JsonNode jobOrTask) {
        return jobOrTask.get("state").asString();
    }

    /** Prints what was measured, since how near it comes to its bound is worth seeing. */
    protected static Duration measured(String what, long sinceNanos) {
        Duration took = Duration.ofNanos(System.nanoTime() - sinceNanos);
        System.out.println("Measured: " + what + " after " + took.toMillis() + " ms");
        return took;
    }

    private static String job(String model, int views, int samples, int firstElevation) {
        StringBuilder angles = new StringBuilder();
        for (int view = 0; view < views; view++) {
            angles.append(view == 0 ? "" : ",").append("{\"azimuth\":").append(10 * view).append(",\"elevation\":")
                    .append(firstElevation).append('}');
        }
        return """
                {"kind":"still","model":"%s","width":256,"height":256,"samples":%d,"denoise":false,"views":[%s]}"""
                .formatted(model, samples, angles);
    }
}
