package io.renderline.api.jobs;

import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;
import io.renderline.api.media.SampleFiles;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** What a turntable is turned in, before what, and of which materials. */
@ApiTest
class TurntableStudioTest {
    @Autowired
    private ApiClient api;
    private String model = "";

    @BeforeEach
    void upload(TestInfo test) {
        model = api.upload("bearing.step", SampleFiles.step("turned " + test.getDisplayName())).at("/id");
    }

    @Test
    void aTurntableHasAStudioABackgroundAndMaterials() {
        JsonNode tasks = tasks(turn("""
                "studio": "dark", "background": "#AABBCC", "materials": [{"part": "*", "preset": "rubber"}]"""));

        assertThat(tasks.get(1).at("/params/studio").asString()).isEqualTo("dark");
        assertThat(tasks.get(1).at("/params/materials/0/preset").asString()).isEqualTo("rubber");
        assertThat(tasks.get(2).at("/params/background").asString()).isEqualTo("#aabbcc");
        assertThat(tasks.get(5).at("/params/background").asString()).isEqualTo("#aabbcc");
    }

    @Test
    void theTransparentStudioIsLeftOutOfFilmsThatCan() {
        assertThat(tasks(turn("\"studio\": \"transparent\", \"format\": \"webp\"")).get(2).at("/params/transparent")
                .asBoolean()).isTrue();
        assertThat(tasks(turn("\"studio\": \"transparent\", \"background\": \"#ff0000\"")).get(2)
                .at("/params/transparent").asBoolean()).isFalse();
    }

    @Test
    void aTurntableGoesBeforeItsProduct() {
        String article = "T-" + UUID.randomUUID();
        api.put("/v1/products/" + article, "{\"cadFile\": \"" + model + """
                ", "studio": "outdoor", "materials": [{"part": "lid", "preset": "chrome"}]}""").hasStatus(201);
        String subject = "\"kind\": \"turntable\", \"product\": \"" + article + "\"";

        assertThat(tasks(post(subject)).get(1).at("/params/studio").asString()).isEqualTo("outdoor");
        JsonNode chosen = tasks(post(subject + """
                , "studio": "white", "materials": [{"part": "*", "preset": "paint"}]""")).get(1).at("/params");
        assertThat(chosen.at("/studio").asString()).isEqualTo("white");
        assertThat(chosen.at("/materials/0/preset").asString()).isEqualTo("paint");
        assertThat(chosen.at("/materials/1/preset").asString()).isEqualTo("chrome");
    }

    @Test
    void anOutputTypeSaysItAndAJobMayNotChangeIt() {
        String type = "turned-" + UUID.randomUUID();
        Answer made = api.post("/v1/output-types", "{\"name\": \"" + type + """
                ", "kind": "turntable", "frames": 4, "studio": "outdoor", "background": "#101010",
                 "materials": [{"colour": "red", "preset": "glass"}]}""").hasStatus(201);
        assertThat(made.at("/materials/0/preset")).isEqualTo("glass");
        assertThat(api.put("/v1/output-types/" + type, made.text()).hasStatus(200).header("ETag")).isEqualTo("\"1\"");

        String named = "\"outputType\": \"" + type + "\", \"model\": \"" + model + "\"";
        JsonNode tasks = tasks(post(named));
        assertThat(tasks.get(1).at("/params/studio").asString()).isEqualTo("outdoor");
        assertThat(tasks.get(2).at("/params/background").asString()).isEqualTo("#101010");
        post(named + ", \"studio\": \"dark\"").isProblem(400, "INVALID_FIELDS")
                .saying("studio cannot stand beside outputType");
        api.post("/v1/output-types", "{\"name\": \"" + type + "x\", \"kind\": \"turntable\", \"studio\": \"" + model
                + "\"}").isProblem(400, "INVALID_FIELDS").saying("studio is", ".blend");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "'transparent': true, 'format': 'gif', 'background': '#ffffff'   | background cannot stand beside transparent",
            "'studio': 'transparent'                                         | no alpha channel; choose the format webp, gif",
            "'studio': 'dark', 'materials': [{'part': '*', 'material': 'x'}] | materials names a material, but the studio",
            "'materials': [{'part': '*', 'material': 'x'}]                   | materials names a material",
            "'studio': 'beach', 'background': 'blue'                         | studio is 'beach'",
            "'studio': '7c1c1d5e-0000-4000-8000-000000000000'                | no asset has this id"})
    void whatDoesNotFitTogetherIsRefused(String fields, String sentence) {
        turn(fields.replace('\'', '"')).isProblem(400, "INVALID_FIELDS").saying(sentence);
    }

    private Answer turn(String fields) {
        return post("\"kind\": \"turntable\", \"frames\": 4, \"model\": \"" + model + "\", " + fields);
    }

    private Answer post(String fields) {
        return api.post("/v1/jobs", "{" + fields + "}");
    }

    private JsonNode tasks(Answer job) {
        return api.get("/v1/jobs/" + job.hasStatus(202).at("/id") + "/tasks").json();
    }
}
