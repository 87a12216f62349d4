package io.renderline.api.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;
import io.renderline.api.PretendedWorker;
import io.renderline.api.media.SampleFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@ApiTest
class ProductRequestTest {
    private static final String UNKNOWN = "7c1c1d5e-0000-4000-8000-000000000000";

    @Autowired
    private ApiClient api;
    @Autowired
    private PretendedWorker worker;
    private final String path = "/v1/products/R-" + UUID.randomUUID();

    static Stream<Arguments> faults() {
        return Stream.of(arguments("\"name\": \"\"", "name", "is empty; it must have 1 to 300 characters"),
                arguments("\"name\": \"" + "n".repeat(301) + "\"", "name", "has 301 characters"),
                arguments("\"name\": \"a\\u0000b\"", "name", "control character"),
                arguments("\"name\": \"a\\ud800b\"", "name", "half of a character"),
                arguments("\"name\": 5", "name", "must be a text"),
                arguments("\"attributes\": []", "attributes", "is no object"),
                arguments("\"attributes\": {\"bore\": 10}", "attributes.bore", "is 10; it must be a text"),
                arguments("\"attributes\": {\"\": \"x\"}", "attributes.", "is empty"),
                arguments("\"attributes\": {\"a\": \"" + "v".repeat(4001) + "\"}", "attributes.a", "0 to 4000"),
                arguments("\"tags\": \"steel\"", "tags", "is no list"),
                arguments("\"tags\": [\"a\", \"\"]", "tags[1]", "is empty"),
                arguments("\"tags\": [7]", "tags[0]", "must be a text"),
                arguments("\"tags\": [" + "\"t\",".repeat(50) + "\"t\"]", "tags", "has 51 entries"),
                arguments("\"cadFile\": \"bearing\"", "cadFile", "no asset has this id"),
                arguments("\"cadFile\": \"" + UNKNOWN + "\"", "cadFile", "Upload the file to /v1/assets first"),
                arguments("\"usdMaster\": \"" + UNKNOWN + "\"", "usdMaster", "no asset has this id"),
                arguments("\"articleNumber\": \"other\"", "articleNumber", "keeps its article number"),
                arguments("\"colour\": \"red\"", "colour", "is not known here; known are articleNumber, name"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsRefusedAndItsFieldNamed(String fields, String field, String sentence) {
        Answer answer = api.put(path, "{" + fields + "}").isProblem(400, "INVALID_FIELDS");

        assertThat(answer.json().at("/errors")).as(answer.text()).hasSize(1);
        assertThat(answer.at("/errors/0/field")).isEqualTo(field);
        assertThat(answer.at("/errors/0/message")).contains(sentence);
        api.get(path).isProblem(404, "UNKNOWN_PRODUCT");
    }

    @Test
    void allFaultsAreNamedAtOnce() {
        Answer answer = api.put("/v1/products/a*b", """
                {"name": "", "tags": 1, "cadFile": "x", "colour": "red"}""").isProblem(400, "INVALID_FIELDS");

        List<String> fields = new ArrayList<>();
        answer.json().at("/errors").forEach(fault -> fields.add(fault.at("/field").asString()));
        assertThat(fields).containsExactly("articleNumber", "name", "tags", "cadFile", "colour");
    }

    @Test
    void anArticleNumberThatCannotBeOneIsRefused() {
        for (String number : List.of("%20a", "a%20", "a%3Fb", "a%00b", "a..", "x".repeat(101), "%0A")) {
            assertThat(api.put("/v1/products/" + number, "{}").response().statusCode()).as(number).isEqualTo(400);
            assertThat(api.get("/v1/products/" + number).response().statusCode()).as(number).isBetween(400, 404);
        }
        api.put("/v1/products/a%20", "{}").isProblem(400, "INVALID_FIELDS").saying("1 to 100 letters");
    }

    @Test
    void aFileThatShowsNoProductIsRefused() {
        String usd = api.upload("a.usda", SampleFiles.text("#usda 1.0\n# " + path)).hasStatus(201).at("/id");
        String step = api.upload("a.step", SampleFiles.step(path)).hasStatus(201).at("/id");
        String job = api.post("/v1/jobs", "{\"kind\": \"still\", \"model\": \"" + step + "\"}").at("/id");
        worker.finish(job);
        String picture = api.get("/v1/jobs/" + job).at("/results/0/assetId");

        api.put(path, "{\"cadFile\": \"" + usd + "\"}").isProblem(400, "INVALID_FIELDS")
                .saying("cadFile", "is of the kind usd_master", "STEP or GLB");
        api.put(path, "{\"cadFile\": \"" + picture + "\"}").isProblem(400, "INVALID_FIELDS")
                .saying("is of the kind still");
        api.put(path, "{\"usdMaster\": \"" + step + "\"}").isProblem(400, "INVALID_FIELDS")
                .saying("is of the kind step_source");
    }

    @Test
    void anUnknownProductIsNotFound() {
        api.get(path).isProblem(404, "UNKNOWN_PRODUCT").saying("PUT");
        api.get(path + "/revisions").isProblem(404, "UNKNOWN_PRODUCT");
        api.delete(path).isProblem(404, "UNKNOWN_PRODUCT");
    }

    @Test
    void aListThatCannotBeAskedForIsRefused() {
        api.get("/v1/products?limit=0").isProblem(400, "INVALID_REQUEST").saying("limit is 0");
        api.get("/v1/products?cursor=***").isProblem(400, "INVALID_REQUEST").saying("'***'", "nextCursor");
        api.get("/v1/products?cursor=").isProblem(400, "INVALID_REQUEST");
        api.get("/v1/products?search=" + "s".repeat(201)).isProblem(400, "INVALID_REQUEST").saying("200");
        api.get("/v1/products?search=%00").isProblem(400, "INVALID_REQUEST");
        api.get("/v1/products?tag=%00").isProblem(400, "INVALID_REQUEST");
    }
}
