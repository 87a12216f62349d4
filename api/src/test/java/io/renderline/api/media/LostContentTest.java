package io.renderline.api.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;
import io.renderline.api.PretendedWorker;
import io.renderline.core.blob.BlobStore;
import io.renderline.core.key.Sha256;

import static io.renderline.api.media.SampleFiles.step;
import static io.renderline.api.media.SampleFiles.stl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What clients see when the blob store has lost a file. */
@ApiTest
class LostContentTest {
    @Autowired
    private ApiClient api;
    @Autowired
    private BlobStore blobs;
    @Autowired
    private PretendedWorker worker;

    @Test
    void whatIsDamagedIsNeverGivenOutAndAnUploadHealsIt() throws IOException {
        byte[] content = stl(300);
        content[5] = 'd';
        String path = "/v1/assets/" + api.upload("damaged.stl", content).at("/id");
        byte[] damaged = content.clone();
        damaged[200]++;
        Files.write(blobOf(content), damaged);

        Answer answer = api.get(path + "/content").isProblem(410, "CONTENT_LOST").saying("upload the same file again");

        assertThat(answer.header("Cache-Control")).isEmpty();
        assertThat(api.get(path).at("/lostAt")).isNotEmpty();
        Files.write(blobOf(content), content);
        api.get(path + "/content").isProblem(410, "CONTENT_LOST");
        assertThat(api.upload("again.stl", content).hasStatus(200).json().has("lostAt")).isFalse();
        assertThat(api.get(path + "/content").hasStatus(200).bytes()).isEqualTo(content);
    }

    @Test
    void anUploadBringsBackWhatIsGone() throws IOException {
        byte[] content = step("gone");
        String path = "/v1/assets/" + api.upload("gone.step", content).at("/id");
        Files.delete(blobOf(content));
        api.get(path + "/content", "Range", "bytes=0-3").isProblem(410, "CONTENT_LOST");

        api.upload("gone.step", content).hasStatus(200);

        assertThat(api.get(path + "/content").hasStatus(200).bytes()).isEqualTo(content);
    }

    @Test
    void aJobOfALostUploadFailsAndCanBeRetriedWhenItIsThereAgain() throws IOException {
        byte[] content = step("a job of a lost upload");
        String model = api.upload("bearing.step", content).at("/id");
        Files.delete(blobOf(content));
        api.get("/v1/assets/" + model + "/content").isProblem(410, "CONTENT_LOST");
        worker.clearAway();

        String job = api.post("/v1/jobs", "{\"kind\": \"still\", \"model\": \"%s\"}".formatted(model)).hasStatus(202)
                .at("/id");

        await().until(() -> api.get("/v1/jobs/" + job).at("/state").equals("FAILED"));
        Answer failed = api.get("/v1/jobs/" + job);
        assertThat(failed.at("/error/code")).isEqualTo("CONTENT_LOST");
        assertThat(failed.at("/error/message")).contains("bearing.step", "Upload the same file again");
        api.upload("bearing.step", content).hasStatus(200);
        api.post("/v1/jobs/" + job + "/retry", "");
        worker.finish(job);
        assertThat(api.get("/v1/jobs/" + job).at("/state")).isEqualTo("SUCCEEDED");
    }

    @Test
    void aLostPictureIsMadeAgainUnderItsId() throws IOException {
        String model = api.upload("nut.step", step("a lost picture")).at("/id");
        String request = "{\"kind\": \"still\", \"model\": \"%s\"}".formatted(model);
        String job = api.post("/v1/jobs", request).at("/id");
        worker.finish(job);
        String picture = api.get("/v1/jobs/" + job).at("/results/0/assetId");
        // The worker only pretends: there is no picture in the store
        api.get("/v1/assets/" + picture + "/content").isProblem(410, "CONTENT_LOST");

        Answer again = api.post("/v1/jobs", request).hasStatus(202);

        assertThat(again.json().at("/tasks/cached").asInt()).isEqualTo(2);
        UUID view = worker.tasksOf(again.at("/id")).getLast();
        worker.succeed(view);
        assertThat(api.get("/v1/jobs/" + again.at("/id")).at("/results/0/assetId")).isEqualTo(picture);
        assertThat(api.get("/v1/assets/" + picture).json().has("lostAt")).isFalse();
    }

    private Path blobOf(byte[] content) {
        return blobs.localFile(Sha256.of(content)).orElseThrow();
    }
}
