package io.renderline.api.catalog;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;
import io.renderline.api.PretendedWorker;
import io.renderline.api.media.SampleFiles;
import io.renderline.core.failure.FailureCode;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** What is made of a product's files, by itself and by jobs that name the product. */
@ApiTest
class ProductPicturesTest {
    @Autowired
    private ApiClient api;
    @Autowired
    private PretendedWorker worker;
    private final String number = "M-" + UUID.randomUUID();
    private final String path = "/v1/products/" + number;

    @Test
    void aNewCadFileGetsItsThumbnailAndItsGeometryByItself() {
        String job = api.put(path, "{\"cadFile\": \"" + step("a") + "\"}").hasStatus(201).at("/thumbnail/job");

        JsonNode made = api.get("/v1/jobs/" + job).hasStatus(200).json();
        assertThat(made.at("/kind").asString()).isEqualTo("thumbnail");
        assertThat(made.at("/outputType/name").asString()).isEqualTo("thumbnail");
        assertThat(made.at("/product/articleNumber").asString()).isEqualTo(number);
        assertThat(made.at("/product/revision").asInt()).isOne();
        assertThat(made.at("/geometrySource").asString()).isEqualTo("cad");
        JsonNode tasks = api.get("/v1/jobs/" + job + "/tasks").json();
        assertThat(tasks.get(2).at("/queue").asString()).isEqualTo("light");
        assertThat(tasks.get(2).at("/params").toString()).contains("\"width\":512", "\"samples\":64", "webp");
        assertThat(product().at("/thumbnail/state").asString()).isEqualTo("QUEUED");
        assertThat(product().at("/geometry/state").asString()).isEqualTo("QUEUED");

        List<UUID> steps = worker.tasksOf(job);
        worker.start(steps.getFirst());
        assertThat(product().at("/thumbnail/state").asString()).isEqualTo("RUNNING");
        assertThat(product().at("/geometry/state").asString()).isEqualTo("RUNNING");
        worker.succeed(steps.getFirst());
        assertThat(product().at("/geometry/state").asString()).isEqualTo("SUCCEEDED");
        assertThat(product().at("/thumbnail/url").isNull()).isTrue();
        worker.finish(job);

        assertThat(product().at("/thumbnail/state").asString()).isEqualTo("SUCCEEDED");
        assertThat(asset("/thumbnail").at("/kind")).isEqualTo("still");
        assertThat(asset("/geometry").at("/kind")).isEqualTo("gltf_geometry");
    }

    @Test
    void anUploadedGlbIsTheGeometry() {
        String glb = api.upload("a.glb", SampleFiles.glb("{\"asset\": {\"version\": \"2.0\"}, \"x\": \"" + number
                + "\"}")).hasStatus(201).at("/id");

        JsonNode product = api.put(path, "{\"cadFile\": \"" + glb + "\"}").hasStatus(201).json();

        assertThat(product.at("/geometry/state").asString()).isEqualTo("SUCCEEDED");
        assertThat(product.at("/geometry/url").asString()).isEqualTo("/v1/assets/" + glb + "/content");
    }

    @Test
    void aFailedThumbnailSaysSoAndItsJobSaysWhy() {
        String job = api.put(path, "{\"cadFile\": \"" + step("a") + "\"}").at("/thumbnail/job");

        worker.fail(worker.tasksOf(job).getFirst(), FailureCode.EMPTY_MODEL, "It has no geometry.");

        assertThat(product().at("/thumbnail/state").asString()).isEqualTo("FAILED");
        assertThat(product().at("/geometry/state").asString()).isEqualTo("FAILED");
        assertThat(api.get("/v1/jobs/" + job).at("/error/code")).isEqualTo("EMPTY_MODEL");
    }

    @Test
    void theOldRevisionKeepsItsPicture() {
        worker.finish(api.put(path, "{\"cadFile\": \"" + step("a") + "\"}").at("/thumbnail/job"));
        JsonNode old = product();

        api.put(path, "{\"cadFile\": \"" + step("b") + "\"}").hasStatus(200);

        assertThat(product().at("/thumbnail/state").asString()).isEqualTo("QUEUED");
        JsonNode first = api.get(path + "/revisions").json().get(1);
        assertThat(first.at("/thumbnail")).isEqualTo(old.at("/thumbnail"));
        assertThat(first.at("/geometry")).isEqualTo(old.at("/geometry"));
    }

    @Test
    void whatIsMadeOfTheSameFileForAnotherProductIsFoundAgain() {
        String file = step("shared");
        worker.finish(api.put(path, "{\"cadFile\": \"" + file + "\"}").at("/thumbnail/job"));

        JsonNode other = api.put(path + "b", "{\"cadFile\": \"" + file + "\"}").hasStatus(201).json();

        assertThat(other.at("/thumbnail/state").asString()).isEqualTo("SUCCEEDED");
        assertThat(other.at("/thumbnail/url")).isEqualTo(product().at("/thumbnail/url"));
        assertThat(other.at("/geometry")).isEqualTo(product().at("/geometry"));
    }

    @Test
    void aUsdMasterGoesBeforeTheCadFileAndNothingIsTessellated() {
        String usd = usd();
        api.put(path, "{\"cadFile\": \"" + step("a") + "\"}").hasStatus(201);

        JsonNode product = api.put(path, "{\"usdMaster\": \"" + usd + "\"}").hasStatus(200).json();

        assertThat(product.at("/revision").asInt()).isEqualTo(2);
        String job = product.at("/thumbnail/job").asString();
        assertThat(api.get("/v1/jobs/" + job).at("/geometrySource")).isEqualTo("usd_master");
        assertThat(types(job)).containsExactly("prepare-scene", "render-view");
        JsonNode without = api.put(path, "{\"usdMaster\": null}").hasStatus(200).json();
        assertThat(without.at("/revision").asInt()).isEqualTo(3);
        assertThat(without.at("/usdMaster").isNull()).isTrue();
    }

    @Test
    void theOnlyFileCannotBeRemoved() {
        api.put(path, "{\"usdMaster\": \"" + usd() + "\"}").hasStatus(201);

        api.put(path, "{\"usdMaster\": null}").isProblem(400, "INVALID_FIELDS").saying("only file");
        assertThat(product().at("/revision").asInt()).isOne();
    }

    @Test
    void aJobMayNameAProduct() {
        String file = step("a");
        api.put(path, "{\"cadFile\": \"" + file + "\"}").hasStatus(201);

        Answer job = job("\"kind\": \"still\", \"product\": \"" + number + "\"").hasStatus(202);

        assertThat(job.at("/product/articleNumber")).isEqualTo(number);
        assertThat(job.at("/geometrySource")).isEqualTo("cad");
        assertThat(types(job.at("/id"))).containsExactly("tessellate", "prepare-scene", "render-view");
        assertThat(job("\"outputType\": \"hero\", \"product\": \"" + number + "\"").hasStatus(202)
                .at("/outputType/name")).isEqualTo("hero");
        Answer model = job("\"kind\": \"still\", \"model\": \"" + file + "\"").hasStatus(202);
        assertThat(model.at("/geometrySource")).isEqualTo("model");
        assertThat(model.json().at("/product").isNull()).isTrue();
    }

    @Test
    void aJobOfNoProductIsRefused() {
        job("\"kind\": \"still\", \"product\": \"" + number + "\", \"width\": 0").isProblem(400, "INVALID_FIELDS")
                .saying("product is '" + number + "'", "and 1 more");
        api.put(path, "{}").hasStatus(201);
        job("\"outputType\": \"hero\", \"product\": \"" + number + "\"").isProblem(400, "INVALID_FIELDS")
                .saying("CAD file");
        job("\"kind\": \"still\", \"product\": \"a\", \"model\": \"b\"").isProblem(400, "INVALID_FIELDS")
                .saying("product cannot stand beside model");
        job("\"kind\": \"still\", \"product\": 5").isProblem(400, "INVALID_FIELDS").saying("must be a text");
        api.put(path, "{\"cadFile\": \"" + step("a") + "\"}").hasStatus(200);
        api.delete(path).hasStatus(204);
        job("\"kind\": \"still\", \"product\": \"" + number + "\"").isProblem(400, "INVALID_FIELDS");
    }

    @Test
    void aRepeatedRequestIsTheSameJobThoughTheProductHasANewFile() {
        api.put(path, "{\"cadFile\": \"" + step("a") + "\"}").hasStatus(201);
        String body = "{\"kind\": \"still\", \"product\": \"" + number + "\"}";
        String key = UUID.randomUUID().toString();
        String first = api.post("/v1/jobs", body, "Idempotency-Key", key).hasStatus(202).at("/id");
        api.put(path, "{\"cadFile\": \"" + step("b") + "\"}").hasStatus(200);

        assertThat(api.post("/v1/jobs", body, "Idempotency-Key", key).hasStatus(202).at("/id")).isEqualTo(first);
    }

    private JsonNode product() {
        return api.get(path).hasStatus(200).json();
    }

    private Answer asset(String made) {
        return api.get(product().at(made + "/url").asString().replace("/content", "")).hasStatus(200);
    }

    private Answer job(String fields) {
        return api.post("/v1/jobs", "{" + fields + "}");
    }

    private List<String> types(String job) {
        return api.get("/v1/jobs/" + job + "/tasks").json().valueStream().map(task -> task.at("/type").asString())
                .toList();
    }

    private String step(String mark) {
        return api.upload(mark + ".step", SampleFiles.step(number + mark)).hasStatus(201).at("/id");
    }

    private String usd() {
        return api.upload("a.usda", SampleFiles.text("#usda 1.0\n# " + number)).hasStatus(201).at("/id");
    }
}
