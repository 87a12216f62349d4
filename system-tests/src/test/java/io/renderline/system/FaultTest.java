package io.renderline.system;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

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

    /** A model that nothing is known of yet. */
    protected String newModel(String name) {
        return farm.client().upload(UniqueModel.named(folder, name + " " + System.nanoTime()));
    }

    /** A job of views that take a moment each, all of one scene that is prepared already. */
    protected String slowViews(String name, int count, int samples) {
        RenderlineClient client = farm.client();
        String model = newModel(name);
        client.awaitEnd(client.submit(JobRequests.quick(model)));
        return client.submit(JobRequests.views(model, count, samples));
    }

    /** Waits until the job has ended, and holds that it has succeeded. */
    protected JsonNode awaitSuccess(String job) {
        JsonNode ended = farm.client().awaitEnd(job);
        assertThat(state(ended)).as("%s", ended).isEqualTo("SUCCEEDED");
        return ended;
    }

    /** Waits until the job has succeeded, and holds that nothing of it was lost on the way and published again. */
    protected void awaitSuccessAtFirstAttempt(String job) {
        awaitSuccess(job);
        assertThat(farm.client().tasksOf(job)).allMatch(task -> task.get("cached").asBoolean()
                || task.get("attempt").asInt() == 1);
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
}
