package io.renderline.system;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** A large job, however high its priority, does not delay an urgent preview by more than the pictures in hand. */
class UrgentPreviewTest {
    /** So many views travel together, so many batches wait at the broker and so many are in hand: all of these are full. */
    private static final int MANY = 60;
    /** A view takes a good part of a second. */
    private static final int SAMPLES = 160;
    private static final int SLOTS = 2;

    private final RunningRenderline renderline = RunningRenderline.shared();
    private final RenderlineClient client = renderline.client();
    @TempDir
    private Path folder;

    @Test
    void anUrgentPreviewOfAPreparedModelStartsAfterThePicturesInHand() {
        String large = client.upload(UniqueModel.named(folder, "of a large job"));
        String other = client.upload(UniqueModel.named(folder, "of an urgent preview"));
        client.awaitEnd(client.submit(JobRequests.quick(large)));
        client.awaitEnd(client.submit(JobRequests.quick(other)));
        String job = client.submit(JobRequests.ofHighPriority(JobRequests.views(large, 1, MANY, SAMPLES)));
        client.awaitTask(job, "a view that is done", UrgentPreviewTest::isDone);

        String urgent = client.submit("""
                {"kind":"still","model":"%s","width":64,"height":64,"samples":2,"denoise":false,"priority":"high"}"""
                .formatted(other));
        assertThat(client.awaitEnd(urgent).get("state").asString()).isEqualTo("SUCCEEDED");

        JsonNode preview = client.views(urgent).getFirst();
        Instant posted = Instant.parse(client.job(urgent).get("createdAt").asString());
        Instant started = Instant.parse(preview.get("startedAt").asString());
        Instant done = Instant.parse(preview.get("finishedAt").asString());
        List<Instant> ends = client.views(job).stream().filter(UrgentPreviewTest::isDone)
                .map(view -> Instant.parse(view.get("finishedAt").asString())).toList();
        client.post("/v1/jobs/" + job + "/cancel", "");
        assertThat(ends.size()).as("the large job still ran").isLessThan(MANY);
        assertThat(ends).filteredOn(end -> end.isAfter(posted) && end.isBefore(started))
                .as("ended between the POST and the start").hasSizeLessThanOrEqualTo(SLOTS);
        assertThat(ends).filteredOn(end -> end.isAfter(posted) && end.isBefore(done))
                .as("ended before the urgent picture did").hasSizeLessThanOrEqualTo(2 * SLOTS);
    }

    private static boolean isDone(JsonNode task) {
        return task.get("type").asString().equals("render-view") && task.get("state").asString().equals("SUCCEEDED");
    }
}
