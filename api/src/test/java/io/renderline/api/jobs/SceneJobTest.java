package io.renderline.api.jobs;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;
import io.renderline.api.PretendedWorker;
import io.renderline.api.media.SampleFiles;
import io.renderline.api.timelines.SceneBytes;
import io.renderline.api.timelines.Timeline;
import io.renderline.core.failure.FailureCode;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** Frames of a .blend as its author left it. */
@ApiTest
class SceneJobTest {
    @Autowired
    private ApiClient api;
    @Autowired
    private PretendedWorker worker;
    private String scene = "";

    @BeforeEach
    void uploadScene() {
        // A file of its own for each test, so that nothing is cached
        scene = uploaded(new Timeline(3, 9, 2, 5, 30, 640, 480));
    }

    @Test
    void anAnimationIsPackedThenRenderedFrameByFrameThenEncoded() {
        Answer job = animation("""
                , "startFrame": 10, "endFrame": 15, "frameSkip": 2, "fps": 12, "width": 64, "height": 48, "samples": 2,
                  "camera": "Top", "engine": "cycles", "allowMissing": true""").hasStatus(202);

        JsonNode tasks = tasks(job);
        assertThat(job.at("/kind")).isEqualTo("animation");
        assertThat(types(tasks)).containsExactly("pack-scene", "render-frame", "render-frame", "render-frame",
                "encode-video");
        assertThat(tasks.get(0).at("/params").toString()).contains("\"allowMissing\":true", "\"camera\":\"Top\"");
        assertThat(tasks.get(0).at("/queue").asString()).isEqualTo("cpu");
        assertThat(tasks.get(2).at("/params").toString()).contains("\"frame\":12", "\"width\":64", "\"samples\":2");
        assertThat(tasks.get(2).at("/queue").asString()).isEqualTo("heavy");
        worker.finish(job.at("/id"));
        JsonNode done = api.get("/v1/jobs/" + job.at("/id")).json();
        assertThat(done.at("/results")).hasSize(1);
        assertThat(done.at("/results/0/kind").asString()).isEqualTo("video");
    }

    @Test
    void whatIsNotSaidIsAsTheSceneSays() {
        JsonNode tasks = tasks(animation(", \"width\": null, \"camera\": null, \"fps\": null"));

        assertThat(types(tasks)).as("frames 3, 5, 7 and 9").hasSize(1 + 4 + 1);
        assertThat(tasks.get(2).at("/params").toString()).contains("\"frame\":5", "\"width\":null",
                "\"height\":null", "\"samples\":null", "\"camera\":null");
        assertThat(tasks.get(5).at("/params").toString()).contains("\"format\":\"mp4\"", "\"fps\":30.0");
        assertThat(types(tasks(animation(", \"startFrame\": 8, \"frameSkip\": 1")))).hasSize(1 + 2 + 1);
        JsonNode still = tasks(still("")).get(1).at("/params");
        assertThat(still.at("/frame").asInt()).as("the frame that it was saved at").isEqualTo(5);
    }

    @Test
    void whatTheSceneSaysCanBeOutOfBounds() {
        animation(", \"startFrame\": 10").isProblem(400, "INVALID_FIELDS")
                .saying("endFrame is 9 as the scene says, before startFrame, which is 10");
        scene = uploaded(new Timeline(-5, 20_000, 1, -3, 0, 640, 480));
        assertThat(faults(animation(""))).containsExactlyInAnyOrder("startFrame", "endFrame", "fps");
        still("").isProblem(400, "INVALID_FIELDS").saying("frame is -3 as the scene says; name one from 0");
        animation(", \"startFrame\": 1, \"endFrame\": 2, \"fps\": 24").hasStatus(202);
    }

    @Test
    void aSizeThatNoFilmHasIsRefusedBeforeItsFramesAreRendered() {
        animation(", \"width\": 16").isProblem(400, "INVALID_FIELDS")
                .saying("width and height are 16 and 12 as the scene says; name some from 16 to 8192");
        scene = uploaded(new Timeline(1, 2, 1, 1, 30, 12, 10));
        animation("").isProblem(400, "INVALID_FIELDS").saying("width and height are 12 and 10 as the scene says");
        animation(", \"height\": 16").hasStatus(202);
        still("").hasStatus(202);
        still(", \"width\": 16384").hasStatus(202);
        still(", \"height\": 16384").isProblem(400, "INVALID_FIELDS").saying("are 19661 and 16384");
    }

    @Test
    void aSceneThatDoesNotSayItsFramesIsAskedFor() {
        scene = api.upload("odd.blend", SampleFiles.text("BLENDER-v405" + UUID.randomUUID() + "ENDB")).at("/id");

        assertThat(faults(animation(""))).containsExactlyInAnyOrder("startFrame", "endFrame", "fps");
        still("").isProblem(400, "INVALID_FIELDS").saying("frame is missing, and cannot be read from the scene");
        animation(", \"startFrame\": 1, \"endFrame\": 2, \"fps\": 24").hasStatus(202);
        still(", \"frame\": 1").hasStatus(202);
    }

    @Test
    void aStillOfASceneIsOneOfItsFrames() {
        Answer job = api.post("/v1/jobs", "{\"kind\": \"still\", \"scene\": \"" + scene
                + "\", \"frame\": 7, \"format\": \"webp\", \"width\": 64}").hasStatus(202);

        assertThat(job.at("/kind")).isEqualTo("still");
        assertThat(types(tasks(job))).containsExactly("pack-scene", "render-frame");
        worker.fail(worker.tasksOf(job.at("/id")).getFirst(), FailureCode.MISSING_PARTS, "wood.png is missing.");
        assertThat(api.get("/v1/jobs/" + job.at("/id")).at("/error/message")).isEqualTo("wood.png is missing.");
        Answer again = api.post("/v1/jobs/" + job.at("/id") + "/retry", "").hasStatus(202);
        worker.finish(again.at("/id"));
        assertThat(api.get("/v1/jobs/" + job.at("/id")).json().at("/results")).hasSize(1);
    }

    @Test
    void aSceneThatLacksALibraryEndsTheJobByItsNameBeforeAnythingIsRendered() {
        String job = animation("").hasStatus(202).at("/id");
        worker.fail(worker.tasksOf(job).getFirst(), FailureCode.MISSING_PARTS, "parts.blend did not come with it.");

        JsonNode failed = api.get("/v1/jobs/" + job).json();

        assertThat(failed.at("/state").asString()).isEqualTo("FAILED");
        assertThat(failed.at("/error/code").asString()).isEqualTo("MISSING_PARTS");
        assertThat(failed.at("/error/message").asString()).isEqualTo("parts.blend did not come with it.");
        JsonNode tasks = api.get("/v1/jobs/" + job + "/tasks").json();
        assertThat(tasks.valueStream().skip(1)).hasSize(5)
                .allMatch(task -> task.at("/state").asString().equals("CANCELLED"));
        assertThat(tasks(animation(", \"allowMissing\": true")).valueStream())
                .as("nothing of it is the failed task's").noneMatch(task -> task.at("/cached").asBoolean());
    }

    @Test
    void allFaultsAreNamedAtOnce() {
        assertThat(faults(animation(", \"startFrame\": 9, \"endFrame\": 5, \"fps\": 0, \"frameSkip\": 0, \"width\": 1,"
                + " \"engine\": \"eevee\", \"transparent\": true, \"denoise\": true"))).containsExactlyInAnyOrder(
                        "endFrame", "fps", "frameSkip", "width", "engine", "transparent", "denoise");
        animation(", \"startFrame\": 0, \"endFrame\": 999999, \"frameSkip\": 1").isProblem(400, "INVALID_FIELDS")
                .saying("which makes 1000000 frames; one job takes at most 10000");
        animation(", \"endFrame\": 1000000").isProblem(400, "INVALID_FIELDS").saying("from 0 to 999999");
        api.post("/v1/jobs", "{\"kind\": \"animation\"}").isProblem(400, "INVALID_FIELDS").saying("scene is missing");
        api.post("/v1/jobs", "{\"kind\": \"still\", \"scene\": \"" + scene + "\", \"format\": \"exr\"}")
                .isProblem(400, "INVALID_FIELDS").saying("png, webp or jpeg");
    }

    @Test
    void aSceneIsABlenderFile() {
        String step = api.upload("bearing.step", SampleFiles.step("no scene")).at("/id");

        api.post("/v1/jobs", "{\"kind\": \"animation\", \"scene\": \"" + step + "\"}")
                .isProblem(422, "ASSET_IS_NO_MODEL").saying("is step", "A scene is a .blend, or a ZIP with one");
        api.post("/v1/jobs", "{\"kind\": \"animation\", \"scene\": \"" + UUID.randomUUID() + "\"}")
                .isProblem(422, "UNKNOWN_MODEL").saying("that 'scene' names");
    }

    private Answer animation(String more) {
        return api.post("/v1/jobs", "{\"kind\": \"animation\", \"scene\": \"" + scene + "\"" + more + "}");
    }

    private Answer still(String more) {
        return api.post("/v1/jobs", "{\"kind\": \"still\", \"scene\": \"" + scene + "\"" + more + "}");
    }

    private String uploaded(Timeline timeline) {
        return api.upload("ball.blend", SceneBytes.of(timeline, UUID.randomUUID().toString())).hasStatus(201)
                .at("/id");
    }

    private JsonNode tasks(Answer job) {
        return api.get("/v1/jobs/" + job.hasStatus(202).at("/id") + "/tasks").json();
    }

    private static List<String> types(JsonNode tasks) {
        return tasks.valueStream().map(task -> task.at("/type").asString()).toList();
    }

    private static List<String> faults(Answer answer) {
        return answer.isProblem(400, "INVALID_FIELDS").json().at("/errors").valueStream()
                .map(fault -> fault.at("/field").asString()).toList();
    }
}
