package io.renderline.api.jobs;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;
import io.renderline.api.PretendedWorker;
import io.renderline.api.media.SampleFiles;
import io.renderline.core.failure.FailureCode;
import io.renderline.core.media.VideoFormat;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** Films of a model that turns. */
@ApiTest
class TurntableJobTest {
    private static final String FOUR = ", \"width\": 64, \"height\": 64, \"samples\": 1, \"frames\": 4";

    @Autowired
    private ApiClient api;
    @Autowired
    private PretendedWorker worker;
    @Autowired
    private JdbcClient sql;
    private String model = "";

    @BeforeEach
    void uploadModel(TestInfo test) {
        model = api.upload("bearing.step", SampleFiles.step("turntable " + test.getDisplayName())).at("/id");
    }

    @AfterEach
    void forgetWorkers() {
        HeardWorkers.forget(sql);
    }

    @Test
    void oneTurnIs24FramesAndAFilmUnlessSomethingElseIsSaid() {
        Answer job = submit("").hasStatus(202);

        JsonNode tasks = tasks(job);
        assertThat(job.at("/kind")).isEqualTo("turntable");
        assertThat(tasks).hasSize(2 + 24 + 1);
        assertThat(tasks.get(2).at("/queue").asString()).isEqualTo("heavy");
        assertThat(tasks.get(2).at("/params").toString()).contains("\"width\":1024", "\"elevation\":20.0",
                "\"format\":\"png\"", "\"turntable\":true");
        assertThat(tasks.get(26).at("/type").asString()).isEqualTo("encode-video");
        assertThat(tasks.get(26).at("/queue").asString()).isEqualTo("cpu");
        assertThat(tasks.get(26).at("/params").toString()).contains("\"format\":\"mp4\"", "\"fps\":24.0");
    }

    @Test
    void theFramesOfAFilmThatIsCancelledAreAssets() {
        String job = submit(FOUR).hasStatus(202).at("/id");
        List<UUID> planned = worker.tasksOf(job);
        planned.subList(0, 3).forEach(worker::succeed);
        api.post("/v1/jobs/" + job + "/cancel", "").hasStatus(202);

        JsonNode tasks = api.get("/v1/jobs/" + job + "/tasks").json();

        JsonNode frame = tasks.get(2).at("/outputs/0");
        JsonNode asset = api.get("/v1/assets/" + frame.at("/assetId").asString()).hasStatus(200).json();
        assertThat(asset.at("/kind")).isEqualTo(frame.at("/kind"));
        assertThat(frame.at("/url").asString()).isEqualTo("/v1/assets/" + asset.at("/id").asString() + "/content");
        assertThat(tasks.get(3).at("/outputs")).as("it was not made").isEmpty();
        sql.sql("UPDATE media_asset SET lost_at = now() WHERE id = ?::uuid").param(asset.at("/id").asString()).update();
        assertThat(api.get("/v1/jobs/" + job + "/tasks").json().get(2).at("/outputs")).as("it is evicted").isEmpty();
    }

    @Test
    void theLastFrameIsOneStepBeforeTheFirst() {
        JsonNode tasks = tasks(submit(FOUR + ", \"azimuth\": 300"));

        assertThat(List.of(azimuth(tasks, 2), azimuth(tasks, 3), azimuth(tasks, 4), azimuth(tasks, 5)))
                .containsExactly(300.0, 30.0, 120.0, 210.0);
    }

    @Test
    void whatIsDeliveredIsTheFilmWithItsLength() {
        String job = submit(FOUR).at("/id");

        worker.finish(job);

        JsonNode done = api.get("/v1/jobs/" + job).json();
        assertThat(done.at("/state").asString()).isEqualTo("SUCCEEDED");
        assertThat(done.at("/results")).hasSize(1);
        JsonNode film = done.at("/results/0");
        assertThat(film.at("/kind").asString()).isEqualTo("video");
        assertThat(film.at("/mimeType").asString()).isEqualTo("video/mp4");
        assertThat(film.at("/frames").asInt()).isEqualTo(4);
        assertThat(film.at("/fps").asDouble()).isEqualTo(24);
        assertThat(film.at("/durationSeconds").asDouble()).isEqualTo(4 / 24.0);
        assertThat(done.at("/notes")).isEmpty();
        assertThat(api.send("HEAD", film.at("/url").asString(), BodyPublishers.noBody())
                .header("Content-Disposition")).contains(".mp4");
    }

    @Test
    void anotherFilmOfTheSameTurnRendersNothing() {
        worker.finish(submit(FOUR).at("/id"));

        Answer gif = submit(FOUR + ", \"format\": \"gif\", \"fps\": 10");

        assertThat(toBeMade(gif)).containsExactly("encode-video");
    }

    @Test
    void framesAreKeptWhenTheFilmFailsAndWhenTheJobIsCancelled() {
        String failed = submit(FOUR).at("/id");
        List<UUID> tasks = worker.tasksOf(failed);
        tasks.subList(0, 6).forEach(worker::succeed);
        worker.fail(tasks.get(6), FailureCode.INVALID_PARAMETERS, "The film cannot be made.");
        assertThat(api.get("/v1/jobs/" + failed).at("/state")).isEqualTo("FAILED");

        Answer again = api.post("/v1/jobs/" + failed + "/retry", "").hasStatus(202);
        assertThat(toBeMade(again)).containsExactly("encode-video");

        String cancelled = submit(FOUR + ", \"elevation\": 30").at("/id");
        worker.succeed(worker.tasksOf(cancelled).get(2));
        api.post("/v1/jobs/" + cancelled + "/cancel", "").hasStatus(202);
        assertThat(toBeMade(submit(FOUR + ", \"elevation\": 30"))).containsExactly("render-view", "render-view",
                "render-view", "encode-video");
    }

    @ParameterizedTest
    @EnumSource(value = FailureCode.class, names = {"ENGINE_CRASHED", "ENCODER_MISSING"})
    void aFilmThatFfmpegDoesNotMakeFailsAtLastAndIsOnlyEncodedWhenTriedAgain(FailureCode code) {
        String job = submit(FOUR).at("/id");
        List<UUID> tasks = worker.tasksOf(job);
        tasks.subList(0, 6).forEach(worker::succeed);

        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(api.get("/v1/jobs/" + job).at("/state")).as("before attempt %d", attempt).isNotEqualTo("FAILED");
            worker.fail(tasks.get(6), code, "FFmpeg is not well. The frames are kept.");
        }

        JsonNode failed = api.get("/v1/jobs/" + job).json();
        assertThat(failed.at("/state").asString()).isEqualTo("FAILED");
        assertThat(failed.at("/error/code").asString()).isEqualTo(code.name());
        assertThat(failed.at("/error/message").asString()).isEqualTo("FFmpeg is not well. The frames are kept.");
        Answer again = api.post("/v1/jobs/" + job + "/retry", "").hasStatus(202);
        assertThat(toBeMade(again)).containsExactly("encode-video");
        worker.succeed(worker.tasksOf(job).getLast());
        assertThat(api.get("/v1/jobs/" + job).json().at("/results/0/kind").asString()).isEqualTo("video");
    }

    @Test
    void whatIsOtherwiseThanAskedForIsSaid() {
        String job = submit(FOUR).at("/id");
        List<UUID> tasks = worker.tasksOf(job);
        tasks.subList(0, 6).forEach(worker::succeed);

        worker.succeed(tasks.get(6), "The film has 64 x 64 px instead of 65 x 65 px.");

        assertThat(api.get("/v1/jobs/" + job).json().at("/notes").toString())
                .isEqualTo("[\"The film has 64 x 64 px instead of 65 x 65 px.\"]");
    }

    @Test
    void allFaultsAreNamedAtOnce() {
        Answer refused = submit(", \"frames\": 361, \"fps\": 0, \"elevation\": 91, \"width\": 8, \"transparent\": true,"
                + " \"views\": []").isProblem(400, "INVALID_FIELDS");
        assertThat(refused.json().at("/errors").valueStream().map(fault -> fault.at("/field").asString()))
                .containsExactlyInAnyOrder("frames", "fps", "elevation", "width", "transparent", "views");
        submit(", \"frames\": 1000000").isProblem(400, "INVALID_FIELDS").saying("frames is 1000000");
        submit(", \"format\": \"gif\", \"fps\": 60").isProblem(400, "INVALID_FIELDS").saying("at most 50 frames");
        submit(", \"format\": \"avi\"").isProblem(400, "INVALID_FIELDS").saying("mp4, webm, gif, webp, zip");
    }

    @Test
    void aFilmThatNoWorkerCanWriteIsRefusedBeforeAnythingIsRendered() {
        hear("films-without", Set.of(VideoFormat.ZIP));

        submit(FOUR).isProblem(409, "ENCODER_MISSING").saying("No worker here can write mp4", "ffmpeg", "zip");
        submit(FOUR + ", \"format\": \"zip\"").hasStatus(202);
        hear("films-with", Set.of(VideoFormat.ZIP, VideoFormat.MP4));
        submit(FOUR).hasStatus(202);
    }

    @Test
    void aFilmThatMustBeEncodedOnAGpuIsRefusedWhereNoneDoes() {
        hear("films-by-the-processor", Set.of(VideoFormat.ZIP, VideoFormat.MP4, VideoFormat.GIF));

        submit(FOUR + ", \"device\": \"gpu\"").isProblem(409, "ENCODER_MISSING")
                .saying("No worker here can encode mp4 on a GPU", "allow auto or cpu");
        submit(FOUR + ", \"device\": \"gpu\", \"format\": \"gif\"").hasStatus(202);
        HeardWorkers.hear(sql, "films-by-a-gpu", Set.of(VideoFormat.ZIP, VideoFormat.MP4), Set.of(VideoFormat.MP4));
        Answer job = submit(FOUR + ", \"device\": \"gpu\"").hasStatus(202);
        assertThat(tasks(job).valueStream().filter(task -> task.at("/type").asString().equals("encode-video")))
                .singleElement().satisfies(film -> assertThat(film.at("/params/device").asString()).isEqualTo("gpu"));
    }

    @Test
    void anOutputTypeSaysWhatATurntableIsLike() {
        assertThat(api.get("/v1/output-types/turntable").hasStatus(200).json().at("/frames").asInt()).isEqualTo(24);
        String type = "turn-" + UUID.randomUUID();
        Answer created = api.post("/v1/output-types", "{\"name\": \"" + type + """
                ", "kind": "turntable", "frames": 12, "format": "webp", "transparent": true, "width": 64,
                 "height": 64}""").hasStatus(201);
        assertThat(created.json().at("/fps").asDouble()).isEqualTo(24);
        assertThat(created.at("/kind")).isEqualTo("turntable");
        assertThat(api.put("/v1/output-types/" + type, created.text()).hasStatus(200).header("ETag"))
                .isEqualTo("\"1\"");

        Answer job = named(type, ", \"priority\": \"high\"").hasStatus(202);

        assertThat(job.at("/kind")).isEqualTo("turntable");
        assertThat(job.at("/outputType/name")).isEqualTo(type);
        assertThat(tasks(job)).hasSize(2 + 12 + 1);
        named(type, ", \"frames\": 5").isProblem(400, "INVALID_FIELDS")
                .saying("frames cannot stand beside outputType");
        api.post("/v1/output-types", "{\"name\": \"" + type + "x\", \"kind\": \"turntable\", \"fps\": 0}")
                .isProblem(400, "INVALID_FIELDS").saying("fps is 0");
    }

    private void hear(String name, @Nullable Set<VideoFormat> films) {
        HeardWorkers.hear(sql, name, films, Set.of());
    }

    private Answer submit(String more) {
        return api.post("/v1/jobs", "{\"kind\": \"turntable\", \"model\": \"" + model + "\"" + more + "}");
    }

    private Answer named(String type, String more) {
        return api.post("/v1/jobs", "{\"outputType\": \"" + type + "\", \"model\": \"" + model + "\"" + more + "}");
    }

    private JsonNode tasks(Answer job) {
        return api.get("/v1/jobs/" + job.hasStatus(202).at("/id") + "/tasks").json();
    }

    private List<String> toBeMade(Answer job) {
        return tasks(job).valueStream().filter(task -> !task.at("/cached").asBoolean())
                .map(task -> task.at("/type").asString()).toList();
    }

    private static double azimuth(JsonNode tasks, int index) {
        return tasks.get(index).at("/params/azimuth").asDouble();
    }
}
