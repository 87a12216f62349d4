package io.renderline.system;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** The blob store's disk is full. */
class StorageFaultTest extends FaultTest {
    @Test
    void aJobOnAFullDiskFailsWithAReasonAndASecondTryWorksWhenThereIsRoom() throws IOException {
        RenderlineClient client = farm.client();
        String model = newModel("full disk");

        farm.disk().fill();
        RenderlineClient.Answer upload;
        JsonNode failed;
        try {
            String starved = client.submit(JobRequests.quick(model));
            upload = client.uploadAnswer(UniqueModel.named(folder, "does not fit " + System.nanoTime()));
            failed = client.awaitEnd(starved);
        } finally {
            farm.disk().clear();
        }

        assertThat(upload.status()).isEqualTo(503);
        assertThat(upload.body().get("detail").asString()).contains("blob store cannot be written");
        assertThat(state(failed)).isEqualTo("FAILED");
        assertThat(failed.get("error").get("code").asString()).isEqualTo("STORAGE_UNAVAILABLE");
        assertThat(failed.get("error").get("message").asString()).contains("No space left on device");
        String id = failed.get("id").asString();
        assertThat(client.post("/v1/jobs/" + id + "/retry", "").status()).isBetween(200, 202);
        assertThat(state(client.awaitEnd(id))).isEqualTo("SUCCEEDED");
    }
}
