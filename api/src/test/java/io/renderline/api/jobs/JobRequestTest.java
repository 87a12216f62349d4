package io.renderline.api.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;
import io.renderline.api.PretendedWorker;
import io.renderline.api.media.SampleFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@ApiTest
class JobRequestTest {
    private static final String MODEL = "7c1c1d5e-0000-4000-8000-000000000000";

    @Autowired
    private ApiClient api;
    @Autowired
    private PretendedWorker worker;
    @Autowired
    private JdbcClient sql;

    static Stream<Arguments> faults() {
        return Stream.of(arguments("\"width\": 0", "width", "from 1 to 16384"),
                arguments("\"height\": 20000", "height", "from 1 to 16384"),
                arguments("\"width\": 512.5", "width", "whole number"),
                arguments("\"width\": \"512\"", "width", "is \"512\"; it must be a whole number"),
                arguments("\"samples\": 1000000000", "samples", "from 1 to 65536"),
                arguments("\"samples\": 1e999", "samples", "whole number"),
                arguments("\"seed\": -1", "seed", "from 0 to 2147483647"),
                arguments("\"views\": []", "views", "has 0 entries; it must be a list of 1 to 10000"),
                arguments("\"views\": {}", "views", "is an object"),
                arguments("\"views\": [45]", "views[0]", "must be an object"),
                arguments("\"views\": [{\"azimuth\": NaN}]", "views[0].azimuth", "must be a number"),
                arguments("\"views\": [{}, {\"elevation\": 91}]", "views[1].elevation", "from -90 to 90"),
                arguments("\"views\": [{\"elevation\": -Infinity}]", "views[0].elevation", "must be a number"),
                arguments("\"views\": [{\"roll\": 5}]", "views[0].roll", "known are azimuth, elevation"),
                arguments("\"format\": \"tiff\"", "format", "one of png, webp, jpeg, exr"),
                arguments("\"format\": 5", "format", "is 5; it must be one of"),
                arguments("\"transparent\": true, \"format\": \"jpeg\"", "transparent", "no alpha channel"),
                arguments("\"denoise\": \"yes\"", "denoise", "true or false"),
                arguments("\"priority\": \"urgent\"", "priority", "low, normal, high"),
                arguments("\"device\": \"tpu\"", "device", "auto, gpu, cpu"),
                arguments("\"sample\": 64", "sample", "is not known here; known are kind, model, product, up, width"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsRefusedAndItsFieldNamed(String field, String name, String sentence) {
        Answer answer = api.post("/v1/jobs", "{\"kind\": \"still\", \"model\": \"" + MODEL + "\", " + field + "}")
                .isProblem(400, "INVALID_FIELDS");

        assertThat(answer.json().at("/errors")).hasSize(1);
        assertThat(answer.at("/errors/0/field")).isEqualTo(name);
        assertThat(answer.at("/errors/0/message")).contains(sentence);
        answer.saying(name);
    }

    @Test
    void allFaultsAreNamedAtOnce() {
        Answer answer = api.post("/v1/jobs", """
                {"kind": "still", "width": 0, "views": [{"azimuth": "left"}, {"azimut": 5}], "colour": "red"}""")
                .isProblem(400, "INVALID_FIELDS").saying("model is missing", "and 4 more");

        List<String> fields = new ArrayList<>();
        answer.json().at("/errors").forEach(fault -> fields.add(fault.at("/field").asString()));
        assertThat(fields).containsExactly("model", "width", "views[0].azimuth", "views[1].azimut", "colour");
    }

    @Test
    void theKindDecidesWhatElseIsKnown() {
        api.post("/v1/jobs", "{\"kind\": \"hologram\", \"depth\": 5}").isProblem(400, "INVALID_FIELDS")
                .saying("kind is \"hologram\"", "still, thumbnail");
        api.post("/v1/jobs", "{}").isProblem(400, "INVALID_FIELDS").saying("kind is missing");
        api.post("/v1/jobs", "{\"kind\": 7}").isProblem(400, "INVALID_FIELDS").saying("kind is 7");
    }

    @Test
    void brokenJsonIsRefusedWithThePlace() {
        api.post("/v1/jobs", "{\n  \"kind\": \"still\",\n  oops}").isProblem(400, "MALFORMED_JSON")
                .saying("Line 3, column");
        api.post("/v1/jobs", "{\"kind\": \"still\", \"kind\": \"still\"}").isProblem(400, "MALFORMED_JSON")
                .saying("kind");
        api.post("/v1/jobs", "").isProblem(400, "MALFORMED_JSON");
        Answer cut = api.post("/v1/jobs", "{\"kind\":\n \"sti").isProblem(400, "MALFORMED_JSON")
                .saying("Line 2, column 6: ");
        assertThat(cut.at("/detail")).doesNotContainIgnoringCase("Source").doesNotContain("REDACTED");
        assertThat(api.post("/v1/jobs", "{\"kind\": [").isProblem(400, "MALFORMED_JSON").at("/detail"))
                .isEqualTo("Line 1, column 11: Unexpected end-of-input: expected close marker for Array.");
        api.post("/v1/jobs", "[]").isProblem(400, "MALFORMED_JSON").saying("object");
        api.post("/v1/jobs", "{} {}").isProblem(400, "MALFORMED_JSON");
    }

    @Test
    void aBodyOfAnotherKindOrSizeIsRefused() {
        api.post("/v1/jobs", " ".repeat(JobRequestReader.MAX_BYTES + 1)).isProblem(413, "TOO_LARGE");
        api.send("POST", "/v1/jobs", java.net.http.HttpRequest.BodyPublishers.ofString("kind=still"), "Content-Type",
                "application/x-www-form-urlencoded").isProblem(415, "UNSUPPORTED_MEDIA_TYPE")
                .saying("application/json");
    }

    @Test
    void tooManyViewsAreRefused() {
        String views = "{},".repeat(StillJobReader.MAX_VIEWS) + "{}";
        api.post("/v1/jobs", "{\"kind\": \"still\", \"model\": \"" + MODEL + "\", \"views\": [" + views + "]}")
                .isProblem(400, "INVALID_FIELDS").saying("views has 10001 entries");
    }

    @Test
    void anUnknownModelIsRefused() {
        api.post("/v1/jobs", "{\"kind\": \"still\", \"model\": \"" + MODEL + "\"}").isProblem(422, "UNKNOWN_MODEL")
                .saying(MODEL, "'model'");
        api.post("/v1/jobs", "{\"kind\": \"still\", \"model\": \"bearing\"}").isProblem(400, "INVALID_FIELDS")
                .saying("model is 'bearing'");
    }

    @Test
    void whatATaskMadeIsNoModel() {
        String model = api.upload("a.step", SampleFiles.step("what a task made")).at("/id");
        String job = api.post("/v1/jobs", "{\"kind\": \"still\", \"model\": \"" + model + "\"}").at("/id");
        worker.finish(job);
        String still = api.get("/v1/jobs/" + job).at("/results/0/assetId");
        String scene = sql.sql("""
                SELECT asset.id::text FROM media_asset asset JOIN job_task ON job_task.task_id = asset.task_id
                WHERE job_task.job_id = ?::uuid AND asset.kind = 'prepared_scene'""").param(job).query(String.class)
                .single();

        api.post("/v1/jobs", "{\"kind\": \"still\", \"model\": \"" + still + "\"}").isProblem(422, "ASSET_IS_NO_MODEL")
                .saying(still, "is of the kind still");
        api.post("/v1/jobs", "{\"kind\": \"still\", \"model\": \"" + scene + "\"}").isProblem(422, "ASSET_IS_NO_MODEL")
                .saying("is of the kind prepared_scene");
    }
}
