package io.renderline.system;

import java.io.IOException;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The blob store's disk is full. */
class StorageFaultTest extends FaultTest {
    @Test
    void aJobOnAFullDiskWaitsAndGoesOnByItselfWhenThereIsRoom() throws IOException {
        RenderlineClient client = farm.client();
        String model = newModel("full disk");

        farm.disk().fill();
        String starved;
        RenderlineClient.Answer upload;
        try {
            starved = client.submit(JobRequests.quick(model));
            upload = client.uploadAnswer(UniqueModel.named(folder, "does not fit " + System.nanoTime()));
            await("a worker meets the full disk").atMost(Duration.ofSeconds(30))
                    .until(() -> farm.workers().stream()
                            .anyMatch(worker -> worker.log().contains("The blob store does not work")));
            await("the job waits").until(() -> state(client.job(starved)), "RUNNING"::equals);
        } finally {
            farm.disk().clear();
        }

        assertThat(upload.status()).isEqualTo(503);
        assertThat(upload.body().get("detail").asString()).contains("blob store cannot be written");
        awaitSuccess(starved);
        assertThat(client.task(starved, "tessellate").get("attempt").asInt())
                .as("what was made is stored, not made again")
                .isOne();
    }
}
