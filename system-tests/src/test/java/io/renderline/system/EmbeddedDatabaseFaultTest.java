package io.renderline.system;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The api with a database of its own is killed, and leaves that running. */
class EmbeddedDatabaseFaultTest {
    private static final int MODERATE = 300;

    private final RunningRenderline renderline = RunningRenderline.shared();
    @TempDir
    private Path folder;

    @Test
    void aKilledApiStartsAgainAndGoesOn() throws Exception {
        RenderlineClient before = renderline.client();
        String model = before.upload(UniqueModel.named(folder, "api and its database"));
        before.awaitEnd(before.submit(JobRequests.quick(model)));
        String job = before.submit(JobRequests.views(model, 4, MODERATE));
        before.awaitTask(job, "a view that runs", task -> task.get("state").asString().equals("RUNNING"));
        Path pidFile = renderline.home().resolve("postgres/data/postmaster.pid");
        ProcessHandle orphan = ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile).getFirst().strip()))
                .orElseThrow();

        renderline.killApi();
        assertThat(orphan.isAlive()).as("the database outlives the api").isTrue();
        renderline.startApi();

        assertThat(orphan.isAlive()).as("the database that was left is ended").isFalse();
        RenderlineClient after = renderline.client();
        assertThat(after.awaitEnd(job).get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(after.job(job).get("results")).hasSize(4);
        String next = after.submit(JobRequests.views(model, 200, 1, 1));
        assertThat(after.awaitEnd(next).get("state").asString()).isEqualTo("SUCCEEDED");
    }
}
