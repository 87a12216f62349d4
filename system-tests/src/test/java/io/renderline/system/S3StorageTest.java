package io.renderline.system;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.util.FileSystemUtils;

import io.renderline.testing.PrivateBroker;
import io.renderline.testing.TestS3;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** An api and workers that share nothing but a broker and a bucket of a real S3 server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class S3StorageTest {
    private static final Path LOGS = Path.of("target", "s3").toAbsolutePath();

    private final TestS3 server = TestS3.server();
    private final String bucket = server.newBucket();
    private final Map<String, String> environment = new HashMap<>(TestS3.credentials());
    private Path folder = LOGS;
    private PrivateBroker broker;
    private ApplicationProcess api;
    private ApplicationProcess worker;
    private int workers;

    @BeforeAll
    void start() throws IOException {
        Files.createDirectories(LOGS);
        folder = Files.createTempDirectory("renderline-s3-home");
        broker = PrivateBroker.start(folder.resolve("broker"),
                Path.of(System.getProperty("renderline.project"), "docker", "rabbitmq", "rabbitmq.conf"));
        environment.put("RENDERLINE_HOME", folder.toString());
        environment.put("RENDERLINE_AMQP_URL", broker.url().toString());
        environment.put("RENDERLINE_BLOB_URL", server.blobUrl(bucket, "blobs") + "&spool=" + folder.resolve("spool"));
        api = ApplicationProcess.startApi("api", LOGS, environment);
        startWorker();
        api.awaitReady();
        worker.awaitReady();
    }

    @AfterAll
    void stop() throws IOException {
        worker.kill();
        api.close();
        broker.close();
        FileSystemUtils.deleteRecursively(folder);
    }

    @Test
    @Order(1)
    void aStepFileBecomesAPicture() throws IOException {
        RenderlineClient client = new RenderlineClient(api.url());
        String model = client.upload(UniqueModel.named(folder, "on s3"));

        JsonNode ended = client.awaitEnd(client.submit(JobRequests.quick(model)));

        assertThat(ended.get("state").asString()).as("%s", ended).isEqualTo("SUCCEEDED");
        BufferedImage picture = ImageIO
                .read(new ByteArrayInputStream(client.download(ended.get("results").get(0))));
        assertThat(picture.getWidth()).isEqualTo(64);
        assertThat(picture.getHeight()).isEqualTo(64);
        assertThat(folder.resolve("blobs")).as("nothing lies beside the bucket").doesNotExist();
        assertThat(folder.resolve("spool")).isEmptyDirectory();
    }

    @Test
    @Order(2)
    void whatTheServerHasLostIsMadeAgain() {
        RenderlineClient client = new RenderlineClient(api.url());
        StoredBlobs blobs = new StoredBlobs(server.folderOf(bucket));
        String model = client.upload(UniqueModel.named(folder, "lost on s3"));
        client.awaitEnd(client.submit(JobRequests.quick(model)));

        blobs.damageScenes();
        blobs.deleteGeometries();
        replaceWorker();
        String second = client.submit(JobRequests.views(model, 1, 1));

        assertThat(client.awaitEnd(second).get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(client.task(second, "tessellate").get("cached").asBoolean()).isFalse();
    }

    @Test
    @Order(3)
    void aLostUploadIsAskedForAndHealsTheJob() {
        RenderlineClient client = new RenderlineClient(api.url());
        StoredBlobs blobs = new StoredBlobs(server.folderOf(bucket));
        Path file = UniqueModel.named(folder, "lost upload");
        String model = client.upload(file);
        blobs.deleteStepFiles();

        JsonNode failed = client.awaitEnd(client.submit(JobRequests.quick(model)));

        assertThat(failed.get("error").get("code").asString()).isEqualTo("CONTENT_LOST");
        assertThat(failed.get("error").get("message").asString()).contains(file.getFileName().toString(),
                "Upload the same file again");
        assertThat(client.upload(file)).isEqualTo(model);
        String job = failed.get("id").asString();
        client.post("/v1/jobs/" + job + "/retry", "");
        assertThat(client.awaitEnd(job).get("state").asString()).isEqualTo("SUCCEEDED");
    }

    /** One with no warm scene, and no copy of any input. */
    private void replaceWorker() {
        worker.kill();
        startWorker();
        worker.awaitReady();
    }

    private void startWorker() {
        worker = ApplicationProcess.startWorker("light", "light-" + ++workers, LOGS, environment);
    }
}
