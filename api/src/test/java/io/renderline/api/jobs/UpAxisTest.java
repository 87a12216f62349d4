package io.renderline.api.jobs;

import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;
import io.renderline.api.media.SampleFiles;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** Which way is up is said of models whose files do not tell it, by jobs and by products. */
@ApiTest
class UpAxisTest {
    @Autowired
    private ApiClient api;
    private final String mark = UUID.randomUUID().toString();
    private final String path = "/v1/products/U-" + mark;
    private String obj = "";

    @BeforeEach
    void uploadModel() {
        obj = upload("a.obj", SampleFiles.text("# " + mark + "\nv 1 2 3\n"));
    }

    @Test
    void whatIsUsualIsNotSaidAndAnythingElseIsAnotherScene() {
        JsonNode plain = task("\"kind\": \"still\", \"model\": \"" + obj + "\"");
        JsonNode usual = task("\"kind\": \"still\", \"up\": \"y\", \"model\": \"" + obj + "\"");
        JsonNode turned = task("\"kind\": \"still\", \"up\": \"z\", \"model\": \"" + obj + "\"");

        assertThat(plain.at("/params").has("up")).isFalse();
        assertThat(usual.at("/id")).isEqualTo(plain.at("/id"));
        assertThat(turned.at("/id")).isNotEqualTo(plain.at("/id"));
        assertThat(turned.at("/params/up").asString()).isEqualTo("z");
    }

    @Test
    void filmsOutputTypesAndGeometryFilesAreTurnedToo() {
        String up = ", \"up\": \"z\", \"model\": \"" + obj + "\"";

        assertThat(task("\"kind\": \"turntable\"" + up).at("/params/up").asString()).isEqualTo("z");
        assertThat(task("\"outputType\": \"thumbnail\"" + up).at("/params/up").asString()).isEqualTo("z");
        JsonNode geometry = task("\"kind\": \"geometry\"" + up);
        assertThat(geometry.at("/type").asString()).isEqualTo("export-geometry");
        assertThat(geometry.at("/params/up").asString()).isEqualTo("z");
    }

    @Test
    void aFileThatTellsItIsNotToldOtherwise() {
        String glb = upload("a.glb", SampleFiles.glb("{\"asset\": {\"version\": \"2.0\"}, \"x\": \"" + mark + "\"}"));

        api.post("/v1/jobs", "{\"kind\": \"still\", \"width\": 0, \"up\": \"z\", \"model\": \"" + glb + "\"}")
                .isProblem(400, "INVALID_FIELDS").saying("up cannot be set: the model is glb, which tells by itself"
                        + " which way is up; leave it away (and 1 more");
        api.post("/v1/jobs", "{\"kind\": \"still\", \"up\": \"x\", \"model\": \"" + obj + "\"}")
                .isProblem(400, "INVALID_FIELDS").saying("up is \"x\"; it must be one of y, z");
        api.put(path, "{\"cadFile\": \"" + glb + "\", \"up\": \"y\"}").isProblem(400, "INVALID_FIELDS")
                .saying("up cannot be set");
        api.get(path).isProblem(404, "UNKNOWN_PRODUCT");
    }

    @Test
    void aProductSaysItForAllOfItsPictures() {
        api.put(path, "{\"cadFile\": \"" + obj + "\"}").hasStatus(201);
        String thumbnail = product().at("/thumbnail/job").asString();
        assertThat(product().at("/up").isNull()).isTrue();

        api.put(path, "{\"up\": \"z\"}").hasStatus(200);

        assertThat(product().at("/up").asString()).isEqualTo("z");
        assertThat(product().at("/revision").asInt()).isOne();
        assertThat(product().at("/thumbnail/job").asString()).isNotEqualTo(thumbnail);
        String of = "\"product\": \"U-" + mark + "\"";
        assertThat(task("\"kind\": \"still\", " + of).at("/params/up").asString()).isEqualTo("z");
        assertThat(task("\"kind\": \"geometry\", " + of).at("/params/up").asString()).isEqualTo("z");
        assertThat(task("\"kind\": \"still\", \"up\": \"y\", " + of).at("/params").has("up"))
                .as("a job goes before its product").isFalse();

        api.put(path, "{\"name\": \"Spire\"}").hasStatus(200);
        assertThat(product().at("/up").asString()).as("left away: as it was").isEqualTo("z");
        api.put(path, "{\"up\": null}").hasStatus(200);
        assertThat(product().at("/up").isNull()).isTrue();
    }

    @Test
    void aFileThatTellsItTakesTheProductsWordBack() {
        api.put(path, "{\"cadFile\": \"" + obj + "\", \"up\": \"z\"}").hasStatus(201);

        api.put(path, "{\"cadFile\": \"" + upload("a.step", SampleFiles.step(mark)) + "\"}").hasStatus(200);

        assertThat(product().at("/up").isNull()).isTrue();
        api.put(path, "{\"up\": \"z\"}").isProblem(400, "INVALID_FIELDS").saying("the model is step");
    }

    private String upload(String name, byte[] content) {
        return api.upload(name, content).hasStatus(201).at("/id");
    }

    private JsonNode product() {
        return api.get(path).json();
    }

    /** The first task of a job. */
    private JsonNode task(String fields) {
        String job = api.post("/v1/jobs", "{" + fields + "}").hasStatus(202).at("/id");
        return api.get("/v1/jobs/" + job + "/tasks").json().get(0);
    }
}
