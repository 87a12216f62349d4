package io.renderline.api.templates;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;
import io.renderline.api.PretendedWorker;
import io.renderline.api.media.SampleFiles;
import io.renderline.core.failure.FailureCode;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** Templates that are uploaded. */
@ApiTest
class TemplateTest {
    @Autowired
    private ApiClient api;
    @Autowired
    private PretendedWorker worker;
    private final String name = "t-" + UUID.randomUUID();

    @Test
    void anUploadedFileIsATemplateAndTellsWhatCanBeFilledIn() {
        Answer made = put(blend()).hasStatus(201);

        assertThat(made.header("Location")).isEqualTo("/v1/templates/" + name);
        assertThat(made.at("/inspection/state")).isEqualTo("QUEUED");
        assertThat(made.json().has("parameters")).isFalse();
        worker.inspect(made.at("/inspection/job"), Offers.intro());

        JsonNode known = template();
        assertThat(known.at("/inspection/state").asString()).isEqualTo("SUCCEEDED");
        assertThat(known.at("/parameters/texts").toString()).isEqualTo("[{\"name\":\"Title\",\"text\":\"Hello\"}]");
        assertThat(known.at("/parameters/colors/0/color").asString()).isEqualTo("#ff0000");
        assertThat(known.at("/parameters/images/0/packed").asBoolean()).isTrue();
        assertThat(known.at("/scene/cameras/0").asString()).isEqualTo("Front");
        assertThat(known.at("/scene/durationSeconds").asDouble()).isEqualTo(2);
        assertThat(template()).as("it is kept").isEqualTo(known);
    }

    @Test
    void aChangeIsANewVersionAndTheSameContentIsNone() {
        String first = blend();
        put(first).hasStatus(201);

        assertThat(put(first).hasStatus(200).json().at("/version").asInt()).isEqualTo(1);
        assertThat(put(blend()).hasStatus(200).json().at("/version").asInt()).isEqualTo(2);

        assertThat(api.get("/v1/templates/" + name + "/versions/1").hasStatus(200).at("/asset")).isEqualTo(first);
        api.get("/v1/templates/" + name + "/versions/3").isProblem(404, "UNKNOWN_TEMPLATE").saying("it has 1 to 2");
    }

    @Test
    void whoHasSeenAnOlderVersionChangesNothing() {
        String path = "/v1/templates/" + name;
        String early = put(blend()).header("ETag");
        assertThat(early).startsWith("\"1-");
        worker.inspect(api.get(path).at("/inspection/job"), Offers.intro());
        String tag = api.get(path, "If-None-Match", early).hasStatus(200).header("ETag");
        assertThat(tag).as("it tells more now").startsWith("\"1-").isNotEqualTo(early);
        api.get(path, "If-None-Match", tag).hasStatus(304);

        assertThat(put(blend(), "If-Match", early).hasStatus(200).header("ETag")).startsWith("\"2-");
        put(blend(), "If-Match", tag).isProblem(412, "CHANGED_MEANWHILE").saying("another version than If-Match names");
        api.delete(path, "If-Match", tag).isProblem(412, "CHANGED_MEANWHILE");
        put(blend(), "If-Match", "\"1\", \"2\"").hasStatus(200);
        api.delete(path, "If-Match", "*").hasStatus(204);

        put(blend(), "If-Match", "*").isProblem(412, "CHANGED_MEANWHILE");
        api.put(path + "-new", "{\"asset\": \"" + blend() + "\"}", "If-Match", "*").isProblem(412, "CHANGED_MEANWHILE");
        put(blend()).hasStatus(201);
    }

    @Test
    void theSameContentIsInspectedOnce() {
        String asset = blend();
        worker.inspect(put(asset).at("/inspection/job"), Offers.intro());

        Answer other = api.put("/v1/templates/" + name + "-again", "{\"asset\": \"" + asset + "\"}").hasStatus(201);

        assertThat(other.at("/inspection/state")).isEqualTo("SUCCEEDED");
        assertThat(other.at("/parameters/texts/0/name")).isEqualTo("Title");
    }

    @Test
    void aDeletedTemplateIsOffTheListAndComesBackWithANewVersion() {
        put(blend()).hasStatus(201);
        assertThat(names()).contains(name);

        api.delete("/v1/templates/" + name).hasStatus(204);

        assertThat(names()).doesNotContain(name);
        assertThat(template().has("archivedAt")).isTrue();
        api.delete("/v1/templates/" + name).isProblem(404, "UNKNOWN_TEMPLATE");
        assertThat(put(blend()).hasStatus(201).json().at("/version").asInt()).isEqualTo(2);
        assertThat(names()).contains(name);
    }

    @Test
    void theListHasPages() {
        for (String letter : List.of("a", "b", "c")) {
            api.put("/v1/templates/" + name + letter, "{\"asset\": \"" + blend() + "\"}").hasStatus(201);
        }

        assertThat(names(1)).isSorted().contains(name + "a", name + "b", name + "c").doesNotHaveDuplicates();
        api.get("/v1/templates?limit=0").isProblem(400, "INVALID_REQUEST").saying("from 1 to 200");
        api.get("/v1/templates?cursor=%21").isProblem(400, "INVALID_REQUEST").saying("nextCursor");
        api.get("/v1/templates?cursor=").isProblem(400, "INVALID_REQUEST");
    }

    @Test
    void whatIsNoTemplateIsRefusedByName() {
        String step = api.upload("a.step", SampleFiles.step(name)).at("/id");
        put(step).isProblem(400, "INVALID_FIELDS").saying("asset is", "step_source", "it must be a .blend");
        put(UUID.randomUUID().toString()).isProblem(400, "INVALID_FIELDS").saying("no asset has this id");
        Answer faults = api.put("/v1/templates/No_Slug", "{\"blend\": 1, \"name\": \"other\"}").isProblem(400,
                "INVALID_FIELDS");
        assertThat(faults.json().at("/errors").valueStream().map(fault -> fault.at("/field").asString()))
                .containsExactlyInAnyOrder("name", "name", "asset", "blend");
        api.get("/v1/templates/nothing-here").isProblem(404, "UNKNOWN_TEMPLATE").saying("GET /v1/templates");
    }

    @Test
    void aFileThatCannotBeReadSaysSo() {
        String job = put(blend()).at("/inspection/job");
        worker.fail(worker.tasksOf(job).getFirst(), FailureCode.UNREADABLE_MODEL, "intro.blend is damaged.");

        assertThat(template().at("/inspection/state").asString()).isEqualTo("FAILED");
        assertThat(template().at("/inspection/error/message").asString()).isEqualTo("intro.blend is damaged.");
        api.post("/v1/jobs", "{\"kind\": \"clip\", \"template\": \"" + name + "\"}").isProblem(400, "INVALID_FIELDS")
                .saying("cannot be used: intro.blend is damaged.");
    }

    @Test
    void anyBlendCanBeInspectedByAJob() {
        Answer job = api.post("/v1/jobs", "{\"kind\": \"inspection\", \"scene\": \"" + blend() + "\"}").hasStatus(202);
        worker.inspect(job.at("/id"), Offers.intro());

        Answer done = api.get("/v1/jobs/" + job.at("/id"));
        assertThat(done.at("/results/0/kind")).isEqualTo("template_offer");
        assertThat(api.get(done.at("/results/0/url")).at("/colors/0/name")).isEqualTo("Accent");
        String step = api.upload("b.step", SampleFiles.step(name)).at("/id");
        api.post("/v1/jobs", "{\"kind\": \"inspection\", \"scene\": \"" + step + "\"}")
                .isProblem(422, "ASSET_IS_NO_MODEL").saying("A scene is a .blend");
    }

    private Answer put(String asset, String... headers) {
        return api.put("/v1/templates/" + name, "{\"asset\": \"" + asset + "\"}", headers);
    }

    /** A file of its own each time, so that nothing is cached. */
    private String blend() {
        return api.upload("intro.blend", SampleFiles.blend(UUID.randomUUID().toString())).hasStatus(201).at("/id");
    }

    private JsonNode template() {
        return api.get("/v1/templates/" + name).hasStatus(200).json();
    }

    private List<String> names() {
        return names(200);
    }

    private List<String> names(int limit) {
        List<String> names = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.get("/v1/templates?limit=" + limit + cursor).hasStatus(200).json();
            page.at("/items").forEach(item -> names.add(item.at("/name").asString()));
            cursor = page.at("/nextCursor").isNull() ? "" : "&cursor=" + page.at("/nextCursor").asString();
        } while (!cursor.isEmpty());
        return names;
    }
}
