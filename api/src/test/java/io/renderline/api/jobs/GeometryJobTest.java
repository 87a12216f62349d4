package io.renderline.api.jobs;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;
import io.renderline.api.PretendedWorker;
import io.renderline.api.media.SampleFiles;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** Jobs that deliver a geometry file. */
@ApiTest
class GeometryJobTest {
    @Autowired
    private ApiClient api;
    @Autowired
    private PretendedWorker worker;
    private final String mark = UUID.randomUUID().toString();

    @Test
    void theGlbThatPicturesAreMadeOfIsTheDeliverableItself() {
        String model = step();
        worker.finish(api.post("/v1/jobs", "{\"kind\": \"still\", \"model\": \"" + model + "\"}").at("/id"));

        Answer job = geometry(model, "\"format\": \"glb\"").hasStatus(202);

        assertThat(job.at("/kind")).isEqualTo("geometry");
        assertThat(job.at("/state")).isEqualTo("SUCCEEDED");
        assertThat(tasks(job)).containsExactly("tessellate cached");
        JsonNode result = job.json().at("/results/0");
        assertThat(result.at("/kind").asString()).isEqualTo("gltf_geometry");
        assertThat(result.at("/mimeType").asString()).isEqualTo("model/gltf-binary");
    }

    @ParameterizedTest
    @CsvSource({"usdc", "usdz"})
    void usdIsMadeOfTheGlbOfACadFile(String format) {
        Answer job = geometry(step(), "\"format\": \"" + format + "\"").hasStatus(202);

        assertThat(tasks(job)).containsExactly("tessellate", "export-geometry");
        JsonNode export = api.get("/v1/jobs/" + job.at("/id") + "/tasks").json().get(1);
        assertThat(export.at("/queue").asString()).isEqualTo("cpu");
        assertThat(export.at("/params").toString()).contains("\"format\":\"glb\"", "\"target\":\"" + format + "\"");
        worker.finish(job.at("/id"));
        JsonNode made = api.get("/v1/jobs/" + job.at("/id")).json();
        assertThat(made.at("/state").asString()).isEqualTo("SUCCEEDED");
        assertThat(made.at("/results")).hasSize(1);
        assertThat(made.at("/results/0/kind").asString()).isEqualTo("usd_geometry");
        Answer download = api.send("HEAD", made.at("/results/0/url").asString(), BodyPublishers.noBody())
                .hasStatus(200);
        assertThat(download.header("Content-Disposition")).contains("a." + format);
        assertThat(download.header("Content-Type")).isEqualTo(made.at("/results/0/mimeType").asString());
    }

    @Test
    void anotherToleranceIsAnotherGeometry() {
        String model = step();
        worker.finish(geometry(model, "\"format\": \"glb\"").at("/id"));

        Answer coarse = geometry(model, "\"relativeTolerance\": 0.01, \"angularTolerance\": 0.5").hasStatus(202);

        assertThat(tasks(coarse)).containsExactly("tessellate");
        assertThat(api.get("/v1/jobs/" + coarse.at("/id") + "/tasks").json().get(0).at("/params").toString())
                .contains("\"relativeTolerance\":0.01", "\"angularTolerance\":0.5");
        assertThat(tasks(geometry(model, ""))).containsExactly("tessellate cached");
    }

    @Test
    void aModelInTheWantedFormatIsDeliveredAsItIs() {
        String usdz = upload("a.usdz", SampleFiles.storedZip(mark + ".usdc"));

        Answer job = geometry(usdz, "\"format\": \"usdz\"").hasStatus(202);

        assertThat(job.at("/state")).isEqualTo("SUCCEEDED");
        assertThat(tasks(job)).isEmpty();
        assertThat(job.at("/results/0/assetId")).isEqualTo(usdz);
        assertThat(job.at("/results/0/mimeType")).isEqualTo("model/vnd.usdz+zip");
        assertThat(tasks(geometry(usdz, "\"format\": \"glb\""))).containsExactly("export-geometry");
    }

    @Test
    void aProductIsDeliveredFromItsUsdMaster() {
        String usd = upload("a.usda", SampleFiles.text("#usda 1.0\n# " + mark));
        api.put("/v1/products/G-" + mark, "{\"cadFile\": \"" + step() + "\", \"usdMaster\": \"" + usd + "\"}")
                .hasStatus(201);

        Answer job = api.post("/v1/jobs", "{\"kind\": \"geometry\", \"product\": \"G-" + mark
                + "\", \"format\": \"usdc\"}").hasStatus(202);

        assertThat(job.at("/geometrySource")).isEqualTo("usd_master");
        assertThat(job.at("/product/articleNumber")).isEqualTo("G-" + mark);
        assertThat(tasks(job)).containsExactly("export-geometry");
    }

    @Test
    void aProductShowsTheGeometryOfTheUsualTolerances() {
        String model = step();
        api.put("/v1/products/G-" + mark, "{\"cadFile\": \"" + model + "\"}").hasStatus(201);
        worker.finish(geometry(model, "").at("/id"));
        String usual = api.get("/v1/products/G-" + mark).at("/geometry/url");

        worker.finish(geometry(model, "\"relativeTolerance\": 0.1").at("/id"));

        assertThat(api.get("/v1/products/G-" + mark).at("/geometry/url")).isEqualTo(usual).isNotEmpty();
    }

    @Test
    void whatCannotBeIsRefusedWithAllFaults() {
        String model = step();
        Answer refused = geometry(model, "\"format\": \"fbx\", \"relativeTolerance\": 0.5, \"width\": 5")
                .isProblem(400, "INVALID_FIELDS").saying("format is \"fbx\"; it must be one of glb, usdc, usdz");
        assertThat(refused.json().at("/errors")).hasSize(3);
        assertThat(refused.at("/errors/1/message")).endsWith("must be a number from 0.000001 to 0.1");
        geometry(upload("a.glb", SampleFiles.glb("{\"asset\": {\"version\": \"2.0\"}, \"x\": \"" + mark + "\"}")),
                "\"format\": \"usdz\", \"angularTolerance\": 0.1").isProblem(400, "INVALID_FIELDS")
                .saying("angularTolerance cannot be set: the model is glb");
        geometry("nothing", "").isProblem(400, "INVALID_FIELDS");
        api.post("/v1/jobs", "{\"kind\": \"geometry\", \"outputType\": \"hero\", \"model\": \"" + model + "\"}")
                .isProblem(400, "INVALID_FIELDS").saying("kind is 'geometry'");
    }

    @Test
    void aGeometryJobCanBeRetriedAndRepeated() {
        String body = "{\"kind\": \"geometry\", \"model\": \"" + step() + "\", \"format\": \"usdz\"}";
        String job = api.post("/v1/jobs", body, "Idempotency-Key", mark).at("/id");
        api.post("/v1/jobs/" + job + "/cancel", "").hasStatus(202);

        assertThat(api.post("/v1/jobs/" + job + "/retry", "").hasStatus(202).at("/state")).isEqualTo("QUEUED");
        assertThat(api.post("/v1/jobs", body, "Idempotency-Key", mark).at("/id")).isEqualTo(job);
        api.post("/v1/jobs", body.replace("usdz", "usdc"), "Idempotency-Key", mark)
                .isProblem(422, "IDEMPOTENCY_KEY_REUSED");
    }

    private Answer geometry(String model, String fields) {
        return api.post("/v1/jobs",
                "{\"kind\": \"geometry\", \"model\": \"" + model + "\"" + (fields.isEmpty() ? "" : ", ") + fields
                        + "}");
    }

    /** The types of a job's tasks, and whether each was made before. */
    private List<String> tasks(Answer job) {
        return api.get("/v1/jobs/" + job.at("/id") + "/tasks").json().valueStream()
                .map(task -> task.at("/type").asString() + (task.at("/cached").asBoolean() ? " cached" : "")).toList();
    }

    private String step() {
        return upload("a.step", SampleFiles.step(mark));
    }

    private String upload(String name, byte[] content) {
        return api.upload(name, content).hasStatus(201).at("/id");
    }
}
