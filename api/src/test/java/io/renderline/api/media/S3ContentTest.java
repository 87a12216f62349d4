package io.renderline.api.media;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;
import io.renderline.core.key.Sha256;
import io.renderline.testing.TestS3;

import static io.renderline.api.media.SampleFiles.stl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/** The api over a real S3 server. */
@ApiTest
class S3ContentTest {
    private static final TestS3 SERVER = TestS3.server();
    private static final String BUCKET = SERVER.newBucket();

    @Autowired
    private ApiClient api;

    @DynamicPropertySource
    static void blobs(DynamicPropertyRegistry properties) {
        properties.add("renderline.blob.url", () -> SERVER.blobUrl(BUCKET, "blobs").toString());
    }

    @Test
    void whatIsUploadedComesBackWholeAndInParts() {
        byte[] content = stl(20_000);
        String path = "/v1/assets/" + api.upload("part.stl", content).hasStatus(201).at("/id") + "/content";

        assertThat(api.get(path).hasStatus(200).bytes()).isEqualTo(content);
        assertThat(api.get(path, "Range", "bytes=300000-300099").hasStatus(206).bytes())
                .isEqualTo(Arrays.copyOfRange(content, 300_000, 300_100));
        assertThat(blobOf(content)).hasBinaryContent(content);
    }

    @Test
    void aSmallDamagedFileIsAProblem() throws IOException {
        byte[] content = stl(300);
        String path = "/v1/assets/" + api.upload("small.stl", content).at("/id") + "/content";
        damage(content, 1_000);

        api.get(path).isProblem(410, "CONTENT_LOST");
        api.upload("small.stl", content).hasStatus(200);
        assertThat(api.get(path).hasStatus(200).bytes()).isEqualTo(content);
    }

    @Test
    void aLargeDamagedFileIsBrokenOffAndAProblemFromThenOn() throws IOException {
        byte[] content = stl(40_000);
        String path = "/v1/assets/" + api.upload("large.stl", content).at("/id") + "/content";
        damage(content, content.length / 2);
        try (HttpClient client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path)).build();

            assertThatIOException().as("the last bytes never come")
                    .isThrownBy(() -> client.send(request, BodyHandlers.ofByteArray()));
        }
        api.get(path).isProblem(410, "CONTENT_LOST");
    }

    @Test
    void theStoreIsPartOfTheHealth() {
        assertThat(api.get("/actuator/health").hasStatus(200).at("/status")).isEqualTo("UP");
    }

    private static void damage(byte[] content, int position) throws IOException {
        byte[] damaged = content.clone();
        damaged[position]++;
        Files.write(blobOf(content), damaged);
    }

    private static Path blobOf(byte[] content) {
        String hash = Sha256.of(content).hex();
        return SERVER.folderOf(BUCKET).resolve("blobs/sha256").resolve(hash.substring(0, 2)).resolve(hash);
    }
}
