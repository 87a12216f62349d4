package io.renderline.api.orders;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;
import io.renderline.api.PretendedWorker;
import io.renderline.core.blob.BlobStore;
import io.renderline.core.key.Sha256;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import tools.jackson.databind.JsonNode;

/** All pictures of an order, as one ZIP. */
@ApiTest
class ResultsZipTest {
    @Autowired
    private ApiClient api;
    @Autowired
    private PretendedWorker worker;
    @Autowired
    private JdbcClient sql;
    @Autowired
    private BlobStore blobs;
    private final String mark = UUID.randomUUID().toString();
    private final String product = "A " + mark;
    private final String type = "web-" + mark;
    private OrderForms orders;

    @BeforeEach
    void prepare() {
        orders = new OrderForms(api);
        orders.outputType(type, "[\"front\", {\"azimuth\": 12.5, \"elevation\": 10}]");
        api.put("/v1/products/A%20" + mark, "{}").hasStatus(201);
        String model = api.upload("a.step", io.renderline.api.media.SampleFiles.step(mark)).at("/id");
        api.put("/v1/products/A%20" + mark, "{\"cadFile\": \"" + model + "\"}").hasStatus(200);
        api.put("/v1/products/bare-" + mark, "{}").hasStatus(201);
    }

    @Test
    void picturesHaveNamesAndTheManifestSaysAllOfThem() throws IOException {
        Answer order = made(line(product, "=cmd|' /C calc'!A0"), line(product, "second"),
                line("bare-" + mark, "third"));

        Answer zip = api.get("/v1/orders/" + order.at("/id") + "/results.zip").hasStatus(200);

        assertThat(zip.header("Content-Type")).isEqualTo("application/zip");
        assertThat(zip.header("Content-Disposition")).contains("order-" + order.at("/id") + ".zip");
        Map<String, byte[]> files = unpacked(zip.bytes());
        String front = product + "_" + type + "_front.png";
        assertThat(files.keySet()).containsExactly(front, product + "_" + type + "_az12.50_el10.png", "manifest.csv");
        List<CSVRecord> rows = manifest(files);
        assertThat(rows).hasSize(5);
        CSVRecord first = rows.getFirst();
        assertThat(first.toMap()).containsEntry("line", "1").containsEntry("product", product)
                .containsEntry("output type", type).containsEntry("version", "1").containsEntry("revision", "1")
                .containsEntry("view", "front").containsEntry("file", front).containsEntry("state", "SUCCEEDED")
                .containsEntry("device", "CPU A processor").containsEntry("reference", "'=cmd|' /C calc'!A0");
        assertThat(first.get("sha256")).isEqualTo(hash(files, front));
        assertThat(rows.get(2).get("file")).as("the same picture for another reference").isEqualTo(front);
        assertThat(rows.get(4).toMap()).containsEntry("state", "FAILED").containsEntry("file", "");
        assertThat(rows.get(4).get("error")).contains("no CAD file");
    }

    @Test
    void aFilmsDeviceIsThatOfItsFrames() throws IOException {
        api.post("/v1/output-types", "{\"name\": \"" + type + "-turn\", \"kind\": \"turntable\", \"frames\": 2}")
                .hasStatus(201);
        Answer order = made(line(product, "x").replace(type, type + "-turn"));

        Map<String, byte[]> files = unpacked(
                api.get("/v1/orders/" + order.at("/id") + "/results.zip").hasStatus(200).bytes());

        assertThat(manifest(files).getFirst().get("device")).isEqualTo("CPU A processor");
    }

    @Test
    void whatIsNotMadeYetStandsInTheManifest() throws IOException {
        Answer order = orders.lines("", line(product, "x"));
        orders.planned(order);

        Map<String, byte[]> files = unpacked(
                api.get("/v1/orders/" + order.at("/id") + "/results.zip").hasStatus(200).bytes());

        assertThat(files).containsOnlyKeys("manifest.csv");
        assertThat(manifest(files).getFirst().toMap()).containsEntry("state", "QUEUED").containsEntry("sha256", "");
    }

    @Test
    void aLargeFileIsSentAsItIsRead() throws IOException {
        Answer order = made(line(product, "x"));
        sql.sql("UPDATE media_asset SET size_bytes = 9000000 WHERE task_id IN (:tasks)")
                .param("tasks", worker.tasksOf(job(order))).update();

        Map<String, byte[]> files = unpacked(
                api.get("/v1/orders/" + order.at("/id") + "/results.zip").hasStatus(200).bytes());

        assertThat(files).hasSize(3);
        assertThat(manifest(files).getFirst().get("sha256"))
                .isEqualTo(hash(files, product + "_" + type + "_front.png"));
    }

    @Test
    void aDamagedPictureMakesNoZipThatLooksWhole() throws IOException {
        Answer order = made(line(product, "x"));
        String path = "/v1/orders/" + order.at("/id") + "/results.zip";
        byte[] large = new byte[1_000_000];
        new java.util.Random(7).nextBytes(large);
        setContent(worker.tasksOf(job(order)).get(2), large);
        damage(worker.tasksOf(job(order)).get(3));

        assertThatThrownBy(() -> api.get(path)).isInstanceOf(AssertionError.class)
                .hasMessageContaining("got no answer");

        api.get(path).isProblem(410, "CONTENT_LOST").saying("Send the order again");
    }

    @Test
    void aPictureThatIsDamagedAtTheStartIsSaidAtOnce() throws IOException {
        Answer order = made(line(product, "x"));
        damage(worker.tasksOf(job(order)).get(2));

        api.get("/v1/orders/" + order.at("/id") + "/results.zip").isProblem(410, "CONTENT_LOST");
    }

    /** An order of which everything is made that can be, with the bytes of its pictures in the blob store. */
    private Answer made(String... lines) throws IOException {
        Answer order = orders.lines("", lines);
        orders.planned(order);
        for (UUID task : worker.tasksOf(job(order))) {
            byte[] content = sql
                    .sql("SELECT CASE type WHEN 'encode-video' THEN 'film' ELSE 'image' END || cache_key FROM task WHERE id = ?")
                    .param(task).query(String.class).single().getBytes(StandardCharsets.US_ASCII);
            blobs.put(new ByteArrayInputStream(content), content.length);
            worker.succeed(task);
        }
        return order;
    }

    private void setContent(UUID task, byte[] content) throws IOException {
        String hash = blobs.put(new ByteArrayInputStream(content), content.length).hash().hex();
        sql.sql("UPDATE media_asset SET sha256 = ?, size_bytes = ? WHERE task_id = ?").param(hash).param(content.length)
                .param(task).update();
    }

    private void damage(UUID task) throws IOException {
        String hash = sql.sql("SELECT sha256 FROM media_asset WHERE task_id = ?").param(task).query(String.class)
                .single();
        Path file = blobs.localFile(new Sha256(hash)).orElseThrow();
        assertThat(file.toFile().setWritable(true)).isTrue();
        Files.writeString(file, "something else");
    }

    private String line(String article, String reference) {
        return "{'product': '" + article + "', 'outputTypes': ['" + type + "'], 'reference': '"
                + reference.replace("'", "\\u0027") + "'}";
    }

    private String job(Answer order) {
        JsonNode lines = api.get("/v1/orders/" + order.at("/id") + "/lines").json();
        return lines.at("/items/0/outputs/0/job").asString();
    }

    private static String hash(Map<String, byte[]> files, String name) {
        return Sha256.of(files.getOrDefault(name, new byte[0])).hex();
    }

    private static List<CSVRecord> manifest(Map<String, byte[]> files) throws IOException {
        try (CSVParser parser = CSVParser.parse(
                new String(files.getOrDefault("manifest.csv", new byte[0]), StandardCharsets.UTF_8),
                CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get())) {
            return parser.getRecords();
        }
    }

    private static Map<String, byte[]> unpacked(byte[] zip) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }
}
