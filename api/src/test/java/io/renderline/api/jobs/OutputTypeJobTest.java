package io.renderline.api.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.springframework.beans.factory.annotation.Autowired;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;
import io.renderline.api.PretendedWorker;
import io.renderline.api.media.SampleFiles;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** Jobs that name an output type. */
@ApiTest
class OutputTypeJobTest {
    @Autowired
    private ApiClient api;
    @Autowired
    private PretendedWorker worker;
    private final String type = "type-" + UUID.randomUUID();
    private String model = "";

    @BeforeEach
    void uploadModel(TestInfo test) {
        model = api.upload("bearing.step", SampleFiles.step("output type " + test.getDisplayName())).at("/id");
        api.post("/v1/output-types", "{\"name\": \"" + type + """
                ", "kind": "still", "width": 64, "height": 48, "samples": 7, "format": "webp", "priority": "high",
                 "views": ["back", {"azimuth": 10}]}""").hasStatus(201);
    }

    @Test
    void aJobIsMadeAsItsOutputTypeSays() {
        Answer job = submit("\"kind\": \"still\", \"outputType\": \"" + type + "\"").hasStatus(202);

        assertThat(job.at("/outputType/name")).isEqualTo(type);
        assertThat(job.json().at("/outputType/version").asInt()).isOne();
        JsonNode tasks = api.get("/v1/jobs/" + job.at("/id") + "/tasks").json();
        assertThat(tasks).hasSize(4);
        assertThat(tasks.get(2).at("/params").toString()).contains("\"width\":64", "\"height\":48", "\"samples\":7",
                "\"format\":\"webp\"", "\"azimuth\":180");
        worker.finish(job.at("/id"));
        JsonNode result = api.get("/v1/jobs/" + job.at("/id")).json().at("/results/0");
        assertThat(result.at("/outputType")).isEqualTo(job.json().at("/outputType"));
        assertThat(result.at("/view").asString()).isEqualTo("back");
        assertThat(api.get("/v1/jobs/" + job.at("/id")).at("/results/1/view")).isEqualTo("az10_el25");
    }

    @Test
    void theKindMayBeLeftAwayButNotContradict() {
        assertThat(submit("\"outputType\": \"thumbnail\"").hasStatus(202).at("/kind")).isEqualTo("thumbnail");
        submit("\"kind\": \"still\", \"outputType\": \"thumbnail\"").isProblem(400, "INVALID_FIELDS")
                .saying("kind is 'still'", "makes a thumbnail");
    }

    @Test
    void aThumbnailIsLightWorkBehindEverythingElse() {
        String job = submit("\"kind\": \"thumbnail\"").hasStatus(202).at("/id");

        JsonNode view = api.get("/v1/jobs/" + job + "/tasks").json().get(2);
        assertThat(view.at("/queue").asString()).isEqualTo("light");
        assertThat(view.at("/params").toString()).contains("\"width\":512", "\"height\":512", "\"samples\":64",
                "\"format\":\"webp\"");
    }

    @Test
    void onlyWhatHasNoSayInThePictureMayStandBesideAnOutputType() {
        submit("\"outputType\": \"" + type + "\", \"priority\": \"low\"").hasStatus(202);

        Answer refused = submit("\"outputType\": \"" + type + "\", \"width\": 5, \"seed\": 1, \"colour\": \"red\"")
                .isProblem(400, "INVALID_FIELDS").saying("width cannot stand beside outputType");
        List<String> fields = new ArrayList<>();
        refused.json().at("/errors").forEach(fault -> fields.add(fault.at("/field").asString()));
        assertThat(fields).containsExactly("width", "seed", "colour");
    }

    @Test
    void anUnknownOutputTypeIsNamedAmongAllOtherFaults() {
        Answer refused = api.post("/v1/jobs", "{\"outputType\": \"none\", \"priority\": \"now\"}")
                .isProblem(400, "INVALID_FIELDS").saying("outputType is 'none'", "there are ", "hero");

        assertThat(refused.json().at("/errors")).hasSize(3);
        api.delete("/v1/output-types/" + type).hasStatus(204);
        submit("\"outputType\": \"" + type + "\"").isProblem(400, "INVALID_FIELDS").saying(type);
    }

    @Test
    void aJobGoesOnNamingTheVersionThatMadeIt() {
        String job = submit("\"outputType\": \"" + type + "\"").hasStatus(202).at("/id");
        api.put("/v1/output-types/" + type, "{\"kind\": \"still\", \"width\": 70}").hasStatus(200);

        assertThat(api.get("/v1/jobs/" + job).json().at("/outputType/version").asInt()).isOne();
        assertThat(submit("\"outputType\": \"" + type + "\"").json().at("/outputType/version").asInt()).isEqualTo(2);
    }

    @Test
    void aRepeatedRequestIsTheSameJobThoughTheOutputTypeHasChanged() {
        String key = UUID.randomUUID().toString();
        String body = "{\"model\": \"" + model + "\", \"outputType\": \"" + type + "\"}";
        String first = api.post("/v1/jobs", body, "Idempotency-Key", key).hasStatus(202).at("/id");
        api.put("/v1/output-types/" + type, "{\"kind\": \"still\", \"width\": 70}").hasStatus(200);

        assertThat(api.post("/v1/jobs", body, "Idempotency-Key", key).hasStatus(202).at("/id")).isEqualTo(first);
        api.post("/v1/jobs", body.replace("}", ", \"priority\": \"low\"}"), "Idempotency-Key", key)
                .isProblem(422, "IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void aJobOfAnOutputTypeCanBeRetried() {
        String job = submit("\"outputType\": \"thumbnail\"").hasStatus(202).at("/id");
        api.post("/v1/jobs/" + job + "/cancel", "").hasStatus(202);

        Answer again = api.post("/v1/jobs/" + job + "/retry", "").hasStatus(202);

        assertThat(again.at("/outputType/name")).isEqualTo("thumbnail");
    }

    private Answer submit(String fields) {
        return api.post("/v1/jobs", "{\"model\": \"" + model + "\", " + fields + "}");
    }
}
