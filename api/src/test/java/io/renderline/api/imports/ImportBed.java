package io.renderline.api.imports;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.springframework.beans.factory.annotation.Autowired;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;
import io.renderline.api.media.SampleFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import tools.jackson.databind.JsonNode;

/** Sends files as imports, and reads the reports. */
@ApiTest
abstract class ImportBed {
    static final String IMPORTS = "/v1/product-imports";

    @Autowired
    ApiClient api;
    final String mark = UUID.randomUUID().toString();

    Answer send(Map<String, byte[]> files) {
        return api.form(IMPORTS, "file", files);
    }

    JsonNode finished(Answer accepted) {
        String path = IMPORTS + "/" + accepted.hasStatus(202).at("/id");
        await().until(() -> api.get(path).at("/state").equals("FINISHED"));
        JsonNode report = api.get(path).json();
        assertThat(report.at("/finishedAt").isNull()).isFalse();
        return report;
    }

    static List<String> paths(JsonNode report) {
        return report.at("/files").valueStream().map(file -> file.at("/path").asString()).toList();
    }

    static JsonNode file(JsonNode report, String path) {
        return report.at("/files").valueStream().filter(file -> file.at("/path").asString().equals(path)).findFirst()
                .orElseThrow(() -> new AssertionError("No '" + path + "' in " + report));
    }

    static String outcome(JsonNode report, String path) {
        return file(report, path).at("/outcome").asString();
    }

    static void assertRefused(JsonNode report, String path, String why) {
        assertThat(outcome(report, path)).as(report.toString()).isEqualTo("REFUSED");
        assertThat(file(report, path).at("/message").asString()).contains(why);
    }

    String name(String name) {
        return mark + "-" + name;
    }

    byte[] step(String content) {
        return SampleFiles.step(mark + content);
    }

    byte[] glb() {
        return SampleFiles.glb("{\"asset\": {\"version\": \"2.0\"}, \"x\": \"" + mark + "\"}");
    }

    static byte[] zip(Map<String, byte[]> files) {
        return zip(files, StandardCharsets.UTF_8);
    }

    /** @param names only those in UTF-8 are marked as what they are */
    static byte[] zip(Map<String, byte[]> files, Charset names) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, names)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
