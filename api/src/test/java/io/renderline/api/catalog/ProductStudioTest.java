package io.renderline.api.catalog;

import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;
import io.renderline.api.media.SampleFiles;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** A product says what it is shown in and what it is made of, and jobs may say it otherwise. */
@ApiTest
class ProductStudioTest {
    @Autowired
    private ApiClient api;
    private final String number = "S-" + UUID.randomUUID();
    private final String path = "/v1/products/" + number;

    @BeforeEach
    void makeProduct() {
        String file = api.upload("a.step", SampleFiles.step("studio " + number)).hasStatus(201).at("/id");
        api.put(path, "{\"cadFile\": \"" + file + """
                ", "studio": "dark", "materials": [{"part": "lid", "preset": "chrome"}]}""").hasStatus(201);
    }

    @Test
    void theProductsChoiceHoldsWhereAJobSaysNothing() {
        JsonNode prepared = prepared("\"kind\": \"still\"");

        assertThat(prepared.at("/studio").asString()).isEqualTo("dark");
        assertThat(prepared.at("/materials/0/part").asString()).isEqualTo("lid");
    }

    @Test
    void aJobsStudioAndRulesGoBeforeTheProducts() {
        JsonNode prepared = prepared("""
                "kind": "still", "studio": "white", "materials": [{"part": "*", "preset": "paint"}]""");

        assertThat(prepared.at("/studio").asString()).isEqualTo("white");
        assertThat(prepared.at("/materials/0/preset").asString()).isEqualTo("paint");
        assertThat(prepared.at("/materials/1/preset").asString()).isEqualTo("chrome");
    }

    @Test
    void anotherStudioGivesAnotherThumbnailAndNoRevision() {
        String before = product().at("/thumbnail/job").asString();

        api.put(path, "{\"name\": \"Lid\"}").hasStatus(200);
        assertThat(product().at("/thumbnail/job").asString()).isEqualTo(before);
        api.put(path, "{\"studio\": \"outdoor\"}").hasStatus(200);

        assertThat(product().at("/thumbnail/job").asString()).isNotEqualTo(before);
        assertThat(product().at("/revision").asInt()).isOne();
        assertThat(product().at("/studio").asString()).isEqualTo("outdoor");
        assertThat(product().at("/materials")).as("left away: as it was").hasSize(1);
    }

    @Test
    void aChoiceCanBeTakenBack() {
        api.put(path, "{\"studio\": null, \"materials\": null}").hasStatus(200);

        assertThat(product().at("/studio").isNull()).isTrue();
        assertThat(product().at("/materials")).isEmpty();
        assertThat(prepared("\"kind\": \"still\"").at("/studio").asString()).isEqualTo("white");
    }

    @Test
    void aMaterialOfTheProductsStudioHoldsInThatStudioOnly() {
        String blend = api.upload("mine.blend", SampleFiles.text("BLENDER-v405 " + number + " ENDB")).at("/id");
        api.put(path, "{\"studio\": \"" + blend + """
                ", "materials": [{"part": "*", "material": "Leather"}, {"part": "*", "preset": "glass"}]}""")
                .hasStatus(200);

        assertThat(prepared("\"kind\": \"still\"").at("/materials")).hasSize(2);
        JsonNode elsewhere = prepared("\"kind\": \"still\", \"studio\": \"white\"");
        assertThat(elsewhere.at("/materials")).hasSize(1);
        assertThat(elsewhere.at("/materials/0/preset").asString()).isEqualTo("glass");
    }

    @Test
    void aFormatThatCannotShowNothingShowsWhite() {
        api.put(path, "{\"studio\": \"transparent\"}").hasStatus(200);

        JsonNode view = api.get("/v1/jobs/" + submit("\"kind\": \"still\", \"format\": \"jpeg\"") + "/tasks").json()
                .get(2).at("/params");
        assertThat(view.at("/transparent").asBoolean()).isFalse();
        assertThat(view.at("/background").asString()).isEqualTo("#ffffff");
    }

    @Test
    void whatIsNoStudioIsRefusedWithAllElse() {
        JsonNode errors = api.put(path, """
                {"studio": "7c1c1d5e-0000-4000-8000-000000000000", "materials": [{"preset": "gold"}], "tags": 5}""")
                .isProblem(400, "INVALID_FIELDS").json().at("/errors");

        assertThat(errors.toString()).contains("\"studio\"", "materials[0].preset", "materials[0].part", "\"tags\"");
    }

    private JsonNode product() {
        return api.get(path).json();
    }

    private String submit(String fields) {
        return api.post("/v1/jobs", "{\"product\": \"" + number + "\", " + fields + "}").hasStatus(202).at("/id");
    }

    private JsonNode prepared(String fields) {
        return api.get("/v1/jobs/" + submit(fields) + "/tasks").json().get(1).at("/params");
    }
}
