package io.renderline.api.media;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;
import io.renderline.api.TestServers;
import io.renderline.api.settings.RenderlineSettings;
import io.renderline.core.blob.BlobStore;
import io.renderline.core.key.Sha256;

import static io.renderline.api.media.SampleFiles.glb;
import static io.renderline.api.media.SampleFiles.step;
import static io.renderline.api.media.SampleFiles.stl;
import static io.renderline.api.media.SampleFiles.text;
import static org.assertj.core.api.Assertions.assertThat;

@ApiTest
class UploadTest {
    private static final int AT_ONCE = 6;

    @Autowired
    private ApiClient api;
    @Autowired
    private BlobStore blobs;
    @Autowired
    private JdbcClient sql;
    @Autowired
    private RenderlineSettings settings;

    @Test
    void anUploadBecomesAnAsset() throws IOException {
        byte[] content = step("an upload becomes an asset");

        Answer answer = api.upload("bearing.step", content).hasStatus(201);

        assertThat(answer.header("Location")).isEqualTo("/v1/assets/" + answer.at("/id"));
        assertThat(answer.at("/kind")).isEqualTo("step_source");
        assertThat(answer.at("/mimeType")).isEqualTo("model/step");
        assertThat(answer.at("/filename")).isEqualTo("bearing.step");
        assertThat(answer.at("/sha256")).isEqualTo(Sha256.of(content).hex());
        assertThat(answer.json().at("/sizeBytes").asLong()).isEqualTo(content.length);
        assertThat(blobs.open(Sha256.of(content))).hasBinaryContent(content);
        assertThat(api.get(answer.header("Location")).hasStatus(200).json()).isEqualTo(answer.json());
    }

    @Test
    void knownBytesAreTheSameAssetWhateverTheirName() {
        byte[] content = step("known bytes");
        Answer first = api.upload("first.step", content).hasStatus(201);

        Answer second = api.upload("second.stp", content).hasStatus(200);

        assertThat(second.json()).isEqualTo(first.json());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    }

    @Test
    void equalUploadsAtTheSameTimeBecomeOneAsset() throws Exception {
        byte[] content = step("a race of uploads");
        CyclicBarrier start = new CyclicBarrier(AT_ONCE);
        Callable<Answer> upload = () -> {
            start.await();
            return api.upload("race.step", content);
        };
        List<Answer> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<Answer> answer : clients.invokeAll(java.util.Collections.nCopies(AT_ONCE, upload))) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).extracting(answer -> answer.at("/id")).containsOnly(answers.getFirst().at("/id"));
        assertThat(answers).extracting(answer -> answer.response().statusCode())
                .containsOnlyOnce(201).containsOnly(200, 201);
        assertThat(rowsOf(content)).isOne();
    }

    @Test
    void aRefusedFileLeavesNothingBehind() throws IOException {
        byte[] whole = glb("{\"asset\":{\"generator\":\"a refused file\"}}");
        byte[] truncated = Arrays.copyOf(whole, whole.length - 4);

        api.upload("truncated.glb", truncated).isProblem(422, "DAMAGED_FILE").saying("'truncated.glb'",
                "end is missing");

        assertThat(rowsOf(truncated)).isZero();
        assertThat(blobs.size(Sha256.of(truncated))).isEmpty();
        assertThat(filesBeingWritten()).isEmpty();
    }

    @Test
    void aTextFileNamedStepIsRefused() {
        api.upload("notes.step", text("Milk, bread, bearings.\n")).isProblem(422, "NOT_A_MODEL")
                .saying("'notes.step'", "Upload STEP");
    }

    @Test
    void aFileOverTheLimitIsRefusedBeforeItIsSent() {
        api.upload("large.stl", stl((int) (TestServers.MAX_UPLOAD / 50) + 40_000)).isProblem(413, "TOO_LARGE")
                .saying("8388608", "RENDERLINE_UPLOAD_MAX_BYTES");
    }

    @Test
    void aFileOverTheLimitIsRefusedWhereItsSizeIsNotTold() throws IOException {
        byte[] large = stl((int) (TestServers.MAX_UPLOAD / 50) + 1);

        api.upload("large.stl", () -> new java.io.ByteArrayInputStream(large)).isProblem(413, "TOO_LARGE")
                .saying("large.stl");

        assertThat(filesBeingWritten()).isEmpty();
    }

    @Test
    void onlyTheNameItselfIsKeptOfAPath() {
        assertThat(api.upload("C:\\\\parts\\\\Schraube größe 5.step", step("a path")).hasStatus(201).at("/filename"))
                .isEqualTo("Schraube größe 5.step");
        assertThat(api.upload("../../etc/nut.step", step("another path")).hasStatus(201).at("/filename"))
                .isEqualTo("nut.step");
    }

    @Test
    void anUploadThatEndsInTheMiddleIsRefused() {
        String start = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.step\"\r\n\r\n";
        api.send("POST", "/v1/assets",
                BodyPublishers.ofString(start + new String(step("cut off"), java.nio.charset.StandardCharsets.UTF_8)),
                "Content-Type", "multipart/form-data; boundary=b").isProblem(400, "MALFORMED_UPLOAD")
                .saying("Send it again");
    }

    @Test
    void aFormWithoutAFileIsRefused() {
        api.uploadPart("model", "a.step", BodyPublishers.ofByteArray(step("wrong part")))
                .isProblem(400, "MALFORMED_UPLOAD").saying("'file'", "curl");
        api.send("POST", "/v1/assets", BodyPublishers.ofString("hello"), "Content-Type", "text/plain")
                .isProblem(415, "UNSUPPORTED_MEDIA_TYPE").saying("multipart/form-data");
    }

    @Test
    void anUnknownAssetIsNotFound() {
        api.get("/v1/assets/7c1c1d5e-0000-4000-8000-000000000000").isProblem(404, "UNKNOWN_ASSET");
        api.get("/v1/assets/nonsense").isProblem(404, "UNKNOWN_ASSET").saying("'nonsense'");
        api.get("/v1/assets/nonsense/content").isProblem(404, "UNKNOWN_ASSET");
    }

    private int rowsOf(byte[] content) {
        return sql.sql("SELECT count(*) FROM media_asset WHERE sha256 = ?").param(Sha256.of(content).hex())
                .query(Integer.class).single();
    }

    private List<Path> filesBeingWritten() throws IOException {
        try (Stream<Path> files = Files.list(settings.homeFolder().resolve("blobs/tmp"))) {
            return files.toList();
        }
    }
}
