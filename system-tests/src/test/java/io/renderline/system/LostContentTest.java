package io.renderline.system;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** The file system has lost what tasks have made. */
class LostContentTest {
    private final RunningRenderline renderline = RunningRenderline.shared();
    private final RenderlineClient client = renderline.client();
    @TempDir
    private Path folder;

    @Test
    void aDamagedSceneAndItsLostGeometryAreMadeAgainForTheNextView() {
        StoredBlobs blobs = new StoredBlobs(renderline.home().resolve("blobs/sha256"));
        String model = client.upload(UniqueModel.named(folder, "lost content " + System.nanoTime()));
        JsonNode first = client.awaitEnd(client.submit(JobRequests.quick(model)));
        assertThat(first.get("state").asString()).isEqualTo("SUCCEEDED");

        blobs.damageScenes();
        blobs.deleteGeometries();
        // A Blender that holds the scene would not need the file
        renderline.lightWorker().kill();
        renderline.replaceLightWorker();
        String second = client.submit(JobRequests.views(model, 1, 1));

        assertThat(client.awaitEnd(second).get("state").asString()).isEqualTo("SUCCEEDED");
        for (String made : new String[]{"tessellate", "prepare-scene"}) {
            assertThat(client.task(second, made).get("cached").asBoolean()).as("%s was found", made).isFalse();
            assertThat(client.task(second, made).get("state").asString()).isEqualTo("SUCCEEDED");
        }
        assertThat(client.job(second).get("tasks").get("succeeded").asInt()).isEqualTo(3);
    }
}
