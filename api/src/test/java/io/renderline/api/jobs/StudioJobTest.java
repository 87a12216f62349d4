package io.renderline.api.jobs;

import java.util.ArrayList;
import java.util.List;
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

/** In which studio a job's pictures are made, before what, and of which materials. */
@ApiTest
class StudioJobTest {
    @Autowired
    private ApiClient api;
    private String model = "";
    private String blend = "";

    @BeforeEach
    void upload(TestInfo test) {
        model = api.upload("bearing.step", SampleFiles.step("studio " + test.getDisplayName())).at("/id");
        blend = api.upload("mine.blend", SampleFiles.text("BLENDER-v405 " + test.getDisplayName() + " ENDB"))
                .hasStatus(201).at("/id");
    }

    @Test
    void aStudioIsPreparedAndABackgroundIsRendered() {
        JsonNode tasks = tasks(submit("\"studio\": \"dark\", \"background\": \"#AABBCC\""));

        assertThat(prepared(tasks).at("/studio").asString()).isEqualTo("dark");
        assertThat(view(tasks).at("/background").asString()).isEqualTo("#aabbcc");
        JsonNode usual = tasks(submit("\"width\": 64"));
        assertThat(prepared(usual).at("/studio").asString()).isEqualTo("white");
        assertThat(view(usual).has("background")).isFalse();
    }

    @Test
    void theTransparentStudioShowsNothingBehindTheModelUnlessAColourIsNamed() {
        assertThat(view(tasks(submit("\"studio\": \"transparent\""))).at("/transparent").asBoolean()).isTrue();
        JsonNode red = view(tasks(submit("\"studio\": \"transparent\", \"background\": \"#ff0000\"")));
        assertThat(red.at("/transparent").asBoolean()).isFalse();
        assertThat(red.at("/background").asString()).isEqualTo("#ff0000");
    }

    @Test
    void aStudioOfAFileIsASourceOfThePreparation() {
        String job = submit("\"studio\": \"" + blend + "\", \"views\": [{\"camera\": \"Hero Shot\"}, \"front\"]");
        JsonNode tasks = tasks(job);

        assertThat(prepared(tasks).at("/studio").isNull()).isTrue();
        assertThat(view(tasks).at("/camera").asString()).isEqualTo("Hero Shot");
        String other = api.upload("other.blend", SampleFiles.text("BLENDER-v405 other " + blend + " ENDB")).at("/id");
        JsonNode elsewhere = tasks(submit("\"studio\": \"" + other + "\""));
        assertThat(elsewhere.get(1).at("/id")).as("another file, another scene").isNotEqualTo(tasks.get(1).at("/id"));
        JsonNode again = tasks(submit("\"studio\": \"" + blend + "\", \"views\": [\"back\"]"));
        assertThat(again.get(1).at("/id")).as("the same file, the same scene").isEqualTo(tasks.get(1).at("/id"));
    }

    @Test
    void rulesForMaterialsArePartOfThePreparation() {
        JsonNode rules = prepared(tasks(submit("""
                "materials": [{"part": "*screw*", "preset": "brushed-steel"},
                              {"colour": "Red", "preset": "paint", "tint": "#00FF00"}]"""))).at("/materials");

        assertThat(rules.get(0).at("/part").asString()).isEqualTo("*screw*");
        assertThat(rules.get(0).at("/preset").asString()).isEqualTo("brushed-steel");
        assertThat(rules.get(1).at("/colour").asString()).isEqualTo("red");
        assertThat(rules.get(1).at("/tint").asString()).isEqualTo("#00ff00");
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        Answer refused = post(
                """
                        "studio": "beach", "background": "blue", "transparent": true, "views": [{"camera": "A", "azimuth": 5}],
                        "materials": [{"preset": "gold"}, {"part": "a", "preset": "chrome", "tint": "#ff0000"},
                                      {"colour": "pinkish", "preset": "glass", "material": "x"}, {"part": "", "material": "y"}]""")
                .isProblem(400, "INVALID_FIELDS");

        List<String> faults = new ArrayList<>();
        refused.json().at("/errors").forEach(fault -> faults.add(fault.at("/field").asString()));
        assertThat(faults).containsExactlyInAnyOrder("studio", "background", "views[0].camera", "materials[0].preset",
                "materials[0].part", "materials[1].tint", "materials[2].colour", "materials[2].preset",
                "materials[3].part");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "'transparent': true, 'background': '#ffffff'                  | background cannot stand beside transparent",
            "'studio': 'transparent', 'format': 'jpeg'                     | studio is transparent, but jpeg",
            "'studio': 'dark', 'views': [{'camera': 'Hero'}]               | views names a camera, but the studio dark",
            "'views': [{'camera': 'Hero'}]                                 | views names a camera",
            "'studio': 'dark', 'materials': [{'part': '*', 'material': 'x'}] | materials names a material, but the studio",
            "'materials': [{'part': '*', 'material': 'x'}]                 | materials names a material",
            "'studio': '7c1c1d5e-0000-4000-8000-000000000000'              | no asset has this id"})
    void whatDoesNotFitTogetherIsRefused(String fields, String sentence) {
        post(fields.replace('\'', '"')).isProblem(400, "INVALID_FIELDS").saying(sentence);
    }

    @Test
    void onlyABlendIsAStudio() {
        post("\"studio\": \"" + model + "\"").isProblem(400, "INVALID_FIELDS").saying("step_source", "white", ".blend");
        api.post("/v1/output-types", "{\"name\": \"t" + UUID.randomUUID() + "\", \"kind\": \"still\", \"studio\": \""
                + model + "\"}").isProblem(400, "INVALID_FIELDS").saying("studio is", ".blend");
    }

    @Test
    void anOutputTypeHasAStudioAndAJobMayNotChangeIt() {
        String type = "studio-" + UUID.randomUUID();
        Answer made = api.post("/v1/output-types", "{\"name\": \"" + type + """
                ", "kind": "still", "studio": "outdoor", "background": "#101010", "width": 64, "height": 64,
                 "materials": [{"part": "*", "preset": "rubber"}]}""").hasStatus(201);
        assertThat(made.at("/studio")).isEqualTo("outdoor");
        assertThat(api.get("/v1/output-types/" + type).at("/materials/0/preset")).isEqualTo("rubber");

        JsonNode tasks = tasks(submit("\"outputType\": \"" + type + "\""));
        assertThat(prepared(tasks).at("/studio").asString()).isEqualTo("outdoor");
        assertThat(prepared(tasks).at("/materials")).hasSize(1);
        assertThat(view(tasks).at("/background").asString()).isEqualTo("#101010");
        post("\"outputType\": \"" + type + "\", \"studio\": \"dark\"").isProblem(400, "INVALID_FIELDS")
                .saying("studio cannot stand beside outputType");
    }

    private Answer post(String fields) {
        String kind = fields.contains("outputType") ? "" : "\"kind\": \"still\", ";
        return api.post("/v1/jobs", "{" + kind + "\"model\": \"" + model + "\", " + fields + "}");
    }

    private String submit(String fields) {
        return post(fields).hasStatus(202).at("/id");
    }

    private JsonNode tasks(String job) {
        return api.get("/v1/jobs/" + job + "/tasks").json();
    }

    private static JsonNode prepared(JsonNode tasks) {
        return tasks.get(1).at("/params");
    }

    private static JsonNode view(JsonNode tasks) {
        return tasks.get(2).at("/params");
    }
}
