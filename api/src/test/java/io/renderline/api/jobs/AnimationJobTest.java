package io.renderline.api.jobs;

import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;
import io.renderline.api.PretendedWorker;
import io.renderline.api.media.SampleFiles;
import io.renderline.api.timelines.SceneBytes;
import io.renderline.api.timelines.Timeline;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** Films of a model in a studio's file, along the file's own timeline. */
@ApiTest
class AnimationJobTest {
    @Autowired
    private ApiClient api;
    @Autowired
    private PretendedWorker worker;
    private final String mark = UUID.randomUUID().toString();
    private String model = "";
    private String studio = "";

    @BeforeEach
    void upload() {
        model = api.upload("bearing.step", SampleFiles.step("animated " + mark)).at("/id");
        studio = uploaded(new Timeline(3, 9, 2, 5, 30, 640, 360));
    }

    @Test
    void framesPaceAndSizeAreAsTheStudioSays() {
        String job = animate("").hasStatus(202).at("/id");
        JsonNode tasks = tasks(job);

        assertThat(api.get("/v1/jobs/" + job).at("/kind")).isEqualTo("animation");
        assertThat(tasks.valueStream().map(task -> task.at("/type").asString())).containsExactly("tessellate",
                "prepare-scene", "render-view", "render-view", "render-view", "render-view", "encode-video");
        assertThat(tasks.get(1).at("/params/studio").isNull()).as("the file is").isTrue();
        assertThat(tasks.get(3).at("/params").toString()).contains("\"frame\":5", "\"width\":640", "\"height\":360",
                "\"samples\":45").doesNotContain("camera");
        assertThat(tasks.get(3).at("/queue").asString()).isEqualTo("heavy");
        assertThat(tasks.get(6).at("/params/fps").asDouble()).isEqualTo(30);

        worker.finish(job);
        JsonNode film = api.get("/v1/jobs/" + job).json().at("/results/0");
        assertThat(film.at("/kind").asString()).isEqualTo("video");
        assertThat(film.at("/frames").asInt()).isEqualTo(4);
    }

    @Test
    void whatIsSaidGoesBeforeIt() {
        JsonNode tasks = tasks(
                animate("""
                        , "startFrame": 4, "endFrame": 6, "frameSkip": 1, "fps": 12, "height": 180, "samples": 3,
                          "device": "gpu", "camera": "Hero", "background": "#102030", "materials": [{"part": "*", "preset": "paint"}],
                          "format": "webm", "denoise": false, "seed": 7""")
                        .hasStatus(202).at("/id"));

        assertThat(tasks).hasSize(2 + 3 + 1);
        assertThat(tasks.get(1).at("/params/materials/0/preset").asString()).isEqualTo("paint");
        assertThat(tasks.get(2).at("/params").toString()).contains("\"frame\":4", "\"width\":320", "\"height\":180",
                "\"samples\":3", "\"camera\":\"Hero\"", "\"background\":\"#102030\"", "\"seed\":7");
        assertThat(tasks.get(5).at("/params").toString()).contains("webm", "\"fps\":12.0", "\"device\":\"gpu\"");
    }

    @Test
    void anOutputTypeAnimatesAProductInItsStudio() {
        String article = "A-" + mark;
        api.put("/v1/products/" + article, "{\"cadFile\": \"" + model + "\", \"studio\": \"" + studio + "\"}")
                .hasStatus(201);
        String type = "anim-" + mark;
        Answer made = api.post("/v1/output-types", "{\"name\": \"" + type + """
                ", "kind": "animation", "endFrame": 5, "camera": "Hero"}""").hasStatus(201);
        assertThat(made.json().at("/width").isNull()).isTrue();
        assertThat(api.put("/v1/output-types/" + type, made.text()).hasStatus(200).header("ETag")).isEqualTo("\"1\"");

        String named = "{\"product\": \"" + article + "\", \"outputType\": \"" + type + "\"";
        Answer job = api.post("/v1/jobs", named + "}").hasStatus(202);
        assertThat(tasks(job.at("/id"))).hasSize(2 + 2 + 1);
        api.post("/v1/jobs", named + ", \"startFrame\": 1}").isProblem(400, "INVALID_FIELDS")
                .saying("startFrame cannot stand beside outputType");
        api.post("/v1/jobs/" + job.at("/id") + "/cancel", "").hasStatus(202);
        api.post("/v1/jobs/" + job.at("/id") + "/retry", "").hasStatus(202);
        assertThat(tasks(job.at("/id"))).hasSize(2 + 2 + 1);

        api.put("/v1/products/" + article, "{\"studio\": \"dark\"}").hasStatus(200);
        api.post("/v1/jobs", named + "}").isProblem(400, "INVALID_FIELDS").saying("studio is one of Renderline's own",
                "in which nothing moves", "turntable");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "'startFrame': 9, 'endFrame': 5                        | endFrame is 5, before startFrame, which is 9",
            "'startFrame': 10                                      | endFrame is 9 as the studio says, before startFrame",
            "'startFrame': 0, 'endFrame': 999999, 'frameSkip': 1   | makes 1000000 frames; one job takes at most 10000",
            "'fps': 0                                              | fps is 0",
            "'width': 8                                            | width is 8",
            "'height': 8192                                        | width and height are 14564 and 8192",
            "'transparent': true                                   | no alpha channel here",
            "'views': ['front']                                    | views is not known here",
            "'format': 'gif', 'fps': 60                            | at most 50 frames"})
    void whatCannotBeMadeIsRefused(String fields, String sentence) {
        animate(", " + fields.replace('\'', '"')).isProblem(400, "INVALID_FIELDS").saying(sentence);
    }

    @Test
    void aStudioSaysHowItMoves() {
        api.post("/v1/jobs", "{\"kind\": \"animation\", \"model\": \"" + model + "\"}")
                .isProblem(400, "INVALID_FIELDS").saying("in which nothing moves");
        api.post("/v1/output-types",
                "{\"name\": \"white-" + mark + "\", \"kind\": \"animation\", \"studio\": \"white\"}")
                .isProblem(400, "INVALID_FIELDS").saying("studio is white, in which nothing moves");
        studio = api.upload("odd.blend", SampleFiles.text("BLENDER-v405 " + mark + " ENDB")).at("/id");
        animate("").isProblem(400, "INVALID_FIELDS").saying("whose frames cannot be read");
        studio = uploaded(new Timeline(-3, 2_000_000, 1, 1, 24, 64, 64));
        animate("").isProblem(400, "INVALID_FIELDS").saying("startFrame and endFrame are -3 and 2000000");
        studio = uploaded(new Timeline(1, 2, 1, 1, 24, 64, 4));
        animate("").isProblem(400, "INVALID_FIELDS").saying("width and height are 64 and 4 as the studio says");
    }

    private String uploaded(Timeline timeline) {
        return api.upload("room.blend", SceneBytes.of(timeline, UUID.randomUUID().toString())).hasStatus(201).at("/id");
    }

    private Answer animate(String more) {
        return api.post("/v1/jobs", "{\"kind\": \"animation\", \"model\": \"" + model + "\", \"studio\": \"" + studio
                + "\"" + more + "}");
    }

    private JsonNode tasks(String job) {
        return api.get("/v1/jobs/" + job + "/tasks").json();
    }
}
