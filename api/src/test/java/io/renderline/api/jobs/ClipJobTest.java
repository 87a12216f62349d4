package io.renderline.api.jobs;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
import io.renderline.api.templates.Offers;
import io.renderline.core.failure.FailureCode;
import io.renderline.core.media.VideoFormat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Films of templates. */
@ApiTest
class ClipJobTest {
    @Autowired
    private ApiClient api;
    @Autowired
    private PretendedWorker worker;
    @Autowired
    private JdbcClient sql;
    private final String name = "intro-" + UUID.randomUUID();
    private String inspection = "";

    @BeforeEach
    void uploadTemplate() {
        inspection = putTemplate();
    }

    @AfterEach
    void forgetWorkers() {
        HeardWorkers.forget(sql);
    }

    @Test
    void aClipIsFilledInThenRenderedFrameByFrameThenEncoded() {
        worker.inspect(inspection, Offers.intro());
        Answer job = clip("""
                , "duration": 0.1, "fps": 40, "resolution": "64x36", "samples": 2, "camera": "Front", "device": "gpu",
                  "parameters": {"texts": {"Title": "Now\\nnew"}, "colors": {"Accent": "#FF8800"},
                                 "images": {"Logo": "%s"}}""".formatted(picture())).hasStatus(202);

        JsonNode tasks = tasks(job);
        assertThat(types(tasks)).containsExactly("pack-scene", "render-frame", "render-frame", "render-frame",
                "render-frame", "encode-video");
        assertThat(tasks.get(0).at("/params/filling")).isEqualTo(JsonMapper.shared().readTree(
                "{\"texts\":{\"Title\":\"Now\\nnew\"},\"colors\":{\"Accent\":\"#ff8800\"},\"images\":{\"Logo\":\"image-001\"}}"));
        assertThat(tasks.get(2).at("/params").toString()).contains("\"width\":64", "\"height\":36", "\"samples\":2",
                "\"device\":\"gpu\"", "\"moment\":{\"at\":0.025,\"unit\":\"seconds\"}", "\"frame\":null");
        assertThat(tasks.get(2).at("/queue").asString()).isEqualTo("heavy");
        assertThat(job.at("/template/name")).isEqualTo(name);
        assertThat(job.json().at("/template/version").asInt()).isEqualTo(1);
    }

    @Test
    void whatIsNotSaidIsAsUsual() {
        JsonNode tasks = tasks(clip(""));

        assertThat(tasks).as("8 s at 30 frames each second").hasSize(1 + 240 + 1);
        assertThat(tasks.get(0).at("/params").has("filling")).as("it is shared with animations").isFalse();
        assertThat(tasks.get(1).at("/params").toString()).contains("\"width\":1920", "\"height\":1080",
                "\"samples\":128", "\"camera\":null", "\"device\":\"auto\"");
        assertThat(tasks.get(241).at("/params").toString()).contains("\"format\":\"mp4\"", "\"fps\":30.0");
    }

    @Test
    void aStretchedClipShowsTheWholeTimeline() {
        JsonNode tasks = tasks(clip(", \"duration\": 0.5, \"fps\": 8, \"timing\": \"stretch\""));

        assertThat(moments(tasks)).containsExactlyInAnyOrder("{\"at\":0.0,\"unit\":\"share\"}",
                "{\"at\":0.25,\"unit\":\"share\"}", "{\"at\":0.5,\"unit\":\"share\"}",
                "{\"at\":0.75,\"unit\":\"share\"}");
    }

    @Test
    void equalClipsShareEverythingAndOthersWhatIsEqual() {
        String fields = ", \"duration\": 0.2, \"fps\": 20, \"parameters\": {\"texts\": {\"Title\": \"One\"}}";
        worker.finish(clip(fields).at("/id"));

        assertThat(api.get("/v1/jobs/" + clip(fields).at("/id")).at("/state")).isEqualTo("SUCCEEDED");
        JsonNode faster = tasks(clip(fields.replace("20", "40")));
        assertThat(faster.valueStream().filter(task -> task.at("/cached").asBoolean()))
                .as("the packed scene, and every other frame").hasSize(1 + 4);
        JsonNode other = tasks(clip(fields.replace("One", "Two")));
        assertThat(other.valueStream().filter(task -> task.at("/cached").asBoolean())).isEmpty();
    }

    @Test
    void theResultSaysWhatRenderedIt() {
        String job = clip(", \"duration\": 0.1").at("/id");
        worker.finish(job);
        JsonNode cpu = api.get("/v1/jobs/" + job).json().at("/results/0");

        assertThat(cpu.at("/gpuUsed").asBoolean(true)).isFalse();
        assertThat(cpu.at("/backend").asString()).isEqualTo("CPU");
        assertThat(cpu.at("/deviceName").asString()).isEqualTo("A processor");
        assertThat(cpu.at("/renderSeconds").asDouble()).as("three frames of 50 ms").isEqualTo(0.15);
        assertThat(cpu.at("/sizeBytes").asLong()).isEqualTo(10);
        assertThat(cpu.at("/encoder").asString()).isEqualTo("libx264");
        device(worker.tasksOf(job).subList(1, 3), "{\"type\": \"gpu\", \"backend\": \"OPTIX\", \"name\": \"One\"}");
        JsonNode mixed = api.get("/v1/jobs/" + job).json().at("/results/0");
        assertThat(mixed.at("/gpuUsed").asBoolean(true)).as("not every frame").isFalse();
        assertThat(mixed.at("/backend").asString()).isEqualTo("CPU, OPTIX");
        device(worker.tasksOf(job).subList(1, 4), "{\"type\": \"gpu\", \"backend\": \"CUDA\", \"name\": \"Two\"}");
        JsonNode gpu = api.get("/v1/jobs/" + job).json().at("/results/0");
        assertThat(gpu.at("/gpuUsed").asBoolean()).as("whatever has encoded it").isTrue();
        assertThat(clip(", \"duration\": 0.1").json().at("/results/0")).as("found again, with nothing to do")
                .isEqualTo(gpu);
        JsonNode gif = finished(", \"duration\": 0.1, \"format\": \"gif\"");
        assertThat(gif.at("/deviceName").asString()).as("frames of another job").isEqualTo("Two");
        assertThat(gif.at("/renderSeconds").asDouble()).isEqualTo(0.15);
    }

    @Test
    void aClipForAGpuIsEncodedByOneOrNotAtAll() {
        JsonNode film = tasks(clip(", \"duration\": 0.1, \"device\": \"gpu\"")).valueStream().toList().getLast();
        assertThat(film.at("/params/device").asString()).isEqualTo("gpu");
        assertThat(tasks(clip(", \"duration\": 0.1")).valueStream().toList().getLast().at("/params").has("device"))
                .as("whichever works").isFalse();
        HeardWorkers.hear(sql, "films-by-the-processor", Set.of(VideoFormat.MP4), Set.of());
        clip(", \"duration\": 0.1, \"device\": \"gpu\"").isProblem(409, "ENCODER_MISSING")
                .saying("No worker here can encode mp4 on a GPU");
    }

    private JsonNode finished(String fields) {
        String job = clip(fields).hasStatus(202).at("/id");
        worker.finish(job);
        return api.get("/v1/jobs/" + job).json().at("/results/0");
    }

    @Test
    void whatTheTemplateLacksIsAnsweredWithWhatItHas() {
        worker.inspect(inspection, Offers.intro());

        Answer refused = clip("""
                , "camera": "Top", "parameters": {"texts": {"Titel": "x"}, "colors": {"Akzent": "#000000"},
                  "images": {"Icon": "%s"}}""".formatted(picture())).isProblem(400, "INVALID_FIELDS");

        assertThat(refused.json().at("/errors").valueStream()
                .map(fault -> fault.at("/field").asString() + " " + fault.at("/message").asString()))
                .containsExactlyInAnyOrder(
                        "parameters.texts.Titel is not in the template, which has the texts Title",
                        "parameters.colors.Akzent is not in the template, which has the colors Accent",
                        "parameters.images.Icon is not in the template, which has the images Logo",
                        "camera is 'Top', and the template has no such camera; it has Front");
    }

    @Test
    void whatIsNotKnownYetIsToldByTheJob() {
        Answer job = clip(", \"duration\": 0.1, \"parameters\": {\"texts\": {\"Titel\": \"x\"}}").hasStatus(202);
        String sentence = "parameters.texts.Titel is not in the template, which has the texts Title.";
        worker.fail(worker.tasksOf(job.at("/id")).getFirst(), FailureCode.INVALID_PARAMETERS, sentence);

        Answer failed = api.get("/v1/jobs/" + job.at("/id"));
        assertThat(failed.at("/state")).isEqualTo("FAILED");
        assertThat(failed.at("/error/message")).isEqualTo(sentence);
        api.post("/v1/jobs/" + job.at("/id") + "/retry", "").hasStatus(202);
        assertThat(tasks(job)).as("a kept request is read again").hasSize(1 + 3 + 1);
    }

    static List<Arguments> faults() {
        return List.of(arguments("\"duration\": 0", "duration", "from 0.01 to 3600"),
                arguments("\"duration\": NaN", "duration", "from 0.01 to 3600"),
                arguments("\"duration\": 1000000", "duration", "from 0.01 to 3600"),
                arguments("\"duration\": 3000", "duration", "90000 frames; one job takes at most 10000"),
                arguments("\"fps\": 0", "fps", "from 0.1 to 120"),
                arguments("\"resolution\": \"1080p\"", "resolution", "like 1920x1080"),
                arguments("\"resolution\": \"99999x10\"", "resolution", "from 16 to 8192"),
                arguments("\"resolution\": \"64x64\", \"width\": 64", "resolution", "cannot stand beside"),
                arguments("\"width\": 15", "width", "from 16 to 8192"),
                arguments("\"timing\": \"loop\"", "timing", "play, stretch"),
                arguments("\"format\": \"avi\"", "format", "mp4"), arguments("\"frames\": 3", "frames", "not known"),
                arguments("\"parameters\": []", "parameters", "must be an object"),
                arguments("\"parameters\": {\"fonts\": {}}", "parameters.fonts", "not known here"),
                arguments("\"parameters\": {\"texts\": {\"Title\": 3}}", "parameters.texts.Title", "must be a text"),
                arguments("\"parameters\": {\"colors\": {\"Accent\": \"red\"}}", "parameters.colors.Accent",
                        "a colour such as #ff8800"),
                arguments("\"parameters\": {\"images\": {\"Logo\": \"x\"}}", "parameters.images.Logo",
                        "no asset has this id"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void everyFaultHasItsFieldAndASentence(String fields, String field, String sentence) {
        Answer refused = clip(", " + fields).isProblem(400, "INVALID_FIELDS").saying(sentence);

        assertThat(refused.at("/errors/0/field")).isEqualTo(field);
    }

    @Test
    void aTemplateMustBeThereAndAnImageBeAPicture() {
        api.post("/v1/jobs", "{\"kind\": \"clip\"}").isProblem(400, "INVALID_FIELDS").saying("template is missing");
        api.post("/v1/jobs", "{\"kind\": \"clip\", \"template\": \"nothing-here\"}").isProblem(400, "INVALID_FIELDS")
                .saying("no template has this name; there are ");
        String step = api.upload("a.step", SampleFiles.step(name)).at("/id");
        clip(", \"parameters\": {\"images\": {\"Logo\": \"" + step + "\"}}").isProblem(400, "INVALID_FIELDS")
                .saying("is of the kind step_source; it must be an uploaded PNG, JPEG or WebP");
        api.post("/v1/jobs", "{\"kind\": \"still\", \"model\": \"" + picture() + "\"}")
                .isProblem(422, "ASSET_IS_NO_MODEL").saying("is of the kind image_source");
        api.delete("/v1/templates/" + name).hasStatus(204);
        clip("").isProblem(400, "INVALID_FIELDS").saying("which was deleted");
    }

    @Test
    void aRepeatedRequestIsTheSameJobThoughTheTemplateHasChanged() {
        String body = "{\"kind\": \"clip\", \"template\": \"" + name + "\", \"duration\": 0.1}";
        String first = api.post("/v1/jobs", body, "Idempotency-Key", name).hasStatus(202).at("/id");
        putTemplate();

        assertThat(api.post("/v1/jobs", body, "Idempotency-Key", name).hasStatus(202).at("/id")).isEqualTo(first);
        assertThat(api.post("/v1/jobs", body).json().at("/template/version").asInt()).isEqualTo(2);
    }

    private String putTemplate() {
        String asset = api.upload("intro.blend", SampleFiles.blend(UUID.randomUUID().toString())).hasStatus(201)
                .at("/id");
        return api.put("/v1/templates/" + name, "{\"asset\": \"" + asset + "\"}").at("/inspection/job");
    }

    private String picture() {
        return api.upload("logo.png", SampleFiles.png(name)).at("/id");
    }

    private void device(List<UUID> tasks, String device) {
        sql.sql("UPDATE task SET device = :device::jsonb WHERE id IN (:tasks)").param("device", device)
                .param("tasks", tasks).update();
    }

    private Answer clip(String more) {
        return api.post("/v1/jobs", "{\"kind\": \"clip\", \"template\": \"" + name + "\"" + more + "}");
    }

    private JsonNode tasks(Answer job) {
        return api.get("/v1/jobs/" + job.hasStatus(202).at("/id") + "/tasks").json();
    }

    private static List<String> types(JsonNode tasks) {
        return tasks.valueStream().map(task -> task.at("/type").asString()).toList();
    }

    private static Set<String> moments(JsonNode tasks) {
        return tasks.valueStream().filter(task -> task.at("/params").has("moment"))
                .map(task -> task.at("/params/moment").toString()).collect(Collectors.toSet());
    }
}
