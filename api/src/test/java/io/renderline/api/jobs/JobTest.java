package io.renderline.api.jobs;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.renderline.api.Answer;
import io.renderline.api.ApiTest;
import io.renderline.api.PretendedWorker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import tools.jackson.databind.JsonNode;

@ApiTest
class JobTest extends JobBed {
    @Test
    void aJobIsAcceptedWithEveryDefaultFilledIn() {
        Answer answer = submit("").hasStatus(202);

        assertThat(answer.header("Location")).isEqualTo("/v1/jobs/" + answer.at("/id"));
        assertThat(answer.at("/kind")).isEqualTo("still");
        assertThat(answer.at("/state")).isEqualTo("QUEUED");
        assertThat(answer.json().at("/progress").asDouble()).isZero();
        assertThat(answer.json().at("/tasks/total").asInt()).isEqualTo(3);
        assertThat(answer.json().at("/results")).isEmpty();
        assertThat(answer.json().at("/error").isNull()).isTrue();
        assertThat(answer.json().at("/startedAt").isNull()).isTrue();
        JsonNode view = api.get("/v1/jobs/" + answer.at("/id") + "/tasks").json().get(2);
        assertThat(view.at("/type").asString()).isEqualTo("render-view");
        assertThat(view.at("/params").toString()).contains("\"width\":1024", "\"height\":1024", "\"samples\":128",
                "\"denoise\":true", "\"transparent\":false", "\"seed\":0", "\"format\":\"png\"", "\"device\":\"auto\"");
        assertThat(view.at("/params/azimuth").asDouble()).isEqualTo(45);
        assertThat(view.at("/params/elevation").asDouble()).isEqualTo(25);
    }

    @Test
    void whatIsNullCountsAsLeftAway() {
        submit(", \"samples\": null, \"views\": null, \"format\": null").hasStatus(202);
    }

    @Test
    void sizeDecidesQueueAndSamples() {
        JsonNode small = api.get("/v1/jobs/" + submit(", \"width\": 512, \"height\": 512").at("/id") + "/tasks").json();
        JsonNode large = api.get("/v1/jobs/" + submit(", \"width\": 2048, \"height\": 2048").at("/id") + "/tasks")
                .json();

        assertThat(small.at("/2/queue").asString()).isEqualTo("light");
        assertThat(small.at("/2/params/samples").asInt()).isEqualTo(64);
        assertThat(large.at("/2/queue").asString()).isEqualTo("heavy");
        assertThat(large.at("/2/params/samples").asInt()).isEqualTo(256);
    }

    @ParameterizedTest
    @CsvSource({"1024,1024,light", "1025,1024,heavy", "64,1025,heavy"})
    void theLongerSideDecidesTheQueue(int width, int height, String queue) {
        String job = submit(", \"samples\": 7, \"width\": " + width + ", \"height\": " + height).hasStatus(202)
                .at("/id");

        JsonNode view = api.get("/v1/jobs/" + job + "/tasks").json().get(2);
        assertThat(view.at("/queue").asString()).isEqualTo(queue);
        assertThat(view.at("/params/samples").asInt()).as("what is asked for").isEqualTo(7);
    }

    @Test
    void progressGoesFromTaskToTaskUntilThePicturesAreThere() {
        String job = submit(", \"views\": [{\"azimuth\": 90}, {\"azimuth\": 0}]").at("/id");
        List<UUID> tasks = worker.tasksOf(job);

        worker.start(tasks.getFirst());
        assertThat(job(job).at("/state")).isEqualTo("RUNNING");
        worker.succeed(tasks.getFirst());
        assertThat(job(job).json().at("/progress").asDouble()).isCloseTo(0.25, within(0.001));
        assertThat(job(job).json().at("/results")).isEmpty();
        worker.succeed(tasks.get(1));
        worker.succeed(tasks.get(3));
        assertThat(job(job).json().at("/results")).hasSize(1);
        worker.succeed(tasks.get(2));

        Answer done = job(job);
        assertThat(done.at("/state")).isEqualTo("SUCCEEDED");
        assertThat(done.json().at("/progress").asDouble()).isEqualTo(1);
        assertThat(done.json().at("/tasks/succeeded").asInt()).isEqualTo(4);
        assertThat(done.json().at("/results")).hasSize(2);
        JsonNode first = done.json().at("/results/0");
        assertThat(first.at("/kind").asString()).isEqualTo("still");
        assertThat(first.at("/mimeType").asString()).isEqualTo("image/png");
        assertThat(first.at("/width").asInt()).isEqualTo(64);
        assertThat(first.at("/height").asInt()).isEqualTo(48);
        assertThat(first.at("/sizeBytes").asInt()).isEqualTo(10);
        assertThat(first.at("/url").asString()).isEqualTo("/v1/assets/" + first.at("/assetId").asString() + "/content");
        long lasted = java.time.Duration.between(java.time.Instant.parse(done.at("/createdAt")),
                java.time.Instant.parse(done.at("/finishedAt"))).toMillis();
        assertThat(done.json().at("/queuedMs").asLong() + done.json().at("/runMs").asLong())
                .isCloseTo(lasted, within(1L));
    }

    @Test
    void resultsComeInTheOrderAskedFor() {
        String job = submit(", \"views\": [{\"azimuth\": 200}, {\"azimuth\": 10}, {\"azimuth\": 100}]").at("/id");
        List<UUID> tasks = worker.tasksOf(job);

        for (int i = tasks.size() - 1; i >= 0; i--) {
            worker.succeed(tasks.get(i));
        }

        JsonNode results = job(job).json().at("/results");
        assertThat(results).hasSize(3);
        for (int i = 0; i < 3; i++) {
            String name = api.send("HEAD", results.get(i).at("/url").asString(),
                    java.net.http.HttpRequest.BodyPublishers.noBody()).header("Content-Disposition");
            assertThat(name).contains("az" + List.of(200, 10, 100).get(i) + "_");
        }
    }

    @Test
    void aTaskTellsWhereAndHowItRan() {
        String job = submit("").at("/id");
        List<UUID> tasks = worker.tasksOf(job);
        UUID view = tasks.getLast();
        tasks.subList(0, tasks.size() - 1).forEach(worker::succeed);
        worker.start(view);
        worker.succeed(view);

        JsonNode done = api.get("/v1/jobs/" + job + "/tasks").hasStatus(200).json();

        assertThat(done.get(0).at("/type").asString()).isEqualTo("tessellate");
        assertThat(done.get(0).at("/queue").asString()).isEqualTo("cpu");
        assertThat(done.get(0).at("/device").isNull()).as("it renders nothing").isTrue();
        JsonNode task = done.get(tasks.size() - 1);
        assertThat(task.at("/id").asString()).isEqualTo(view.toString());
        assertThat(task.at("/type").asString()).isEqualTo("render-view");
        assertThat(task.at("/state").asString()).isEqualTo("SUCCEEDED");
        assertThat(task.at("/attempt").asInt()).isEqualTo(1);
        assertThat(task.at("/cached").asBoolean()).isFalse();
        assertThat(task.at("/worker").asString()).isEqualTo(PretendedWorker.NAME);
        assertThat(task.at("/device/name").asString()).isEqualTo("A processor");
        assertThat(task.at("/engineMs").asLong()).isEqualTo(50);
        assertThat(task.at("/totalMs").asLong()).isEqualTo(90);
        assertThat(task.at("/warm").asBoolean()).isTrue();
        assertThat(task.at("/engineProcess").asLong()).isEqualTo(4711);
        assertThat(task.at("/error").isNull()).isTrue();
    }

    @Test
    void aSecondViewFindsGeometryAndSceneAgain() {
        worker.finish(submit(", \"views\": [{\"azimuth\": 0}]").at("/id"));

        Answer second = submit(", \"views\": [{\"azimuth\": 90}]").hasStatus(202);

        assertThat(second.json().at("/tasks/cached").asInt()).isEqualTo(2);
        JsonNode tasks = api.get("/v1/jobs/" + second.at("/id") + "/tasks").json();
        assertThat(tasks).extracting(task -> task.at("/cached").asBoolean()).containsExactly(true, true, false);
    }

    @Test
    void whatASceneWasMadeWithoutIsSaidByEachJobThatShowsIt() {
        String note = "Textures that did not come with the model are left out: oak.png.";
        String first = submit("").at("/id");
        String joined = submit(", \"views\": [{\"azimuth\": 90}]").at("/id");
        List<UUID> tasks = worker.tasksOf(first);
        worker.succeed(tasks.getFirst());
        worker.succeed(tasks.get(1), note);
        worker.succeed(tasks.get(2));
        String cached = submit("").at("/id");
        String later = submit(", \"views\": [{\"azimuth\": 180}]").at("/id");

        assertThat(List.of(first, joined, cached, later)).allSatisfy(
                job -> assertThat(job(job).json().at("/notes")).extracting(JsonNode::asString).containsExactly(note));
    }

    @Test
    void theSameViewTwiceIsAnsweredAtOnceWithTheSameAsset() {
        String first = submit("").at("/id");
        worker.finish(first);

        Answer second = submit("").hasStatus(202);

        assertThat(second.at("/state")).isEqualTo("SUCCEEDED");
        assertThat(second.json().at("/results")).isEqualTo(job(first).json().at("/results"));
    }

    @Test
    void anUnknownJobIsNotFound() {
        String unknown = "/v1/jobs/7c1c1d5e-0000-4000-8000-000000000000";
        api.get(unknown).isProblem(404, "UNKNOWN_JOB");
        api.get(unknown + "/tasks").isProblem(404, "UNKNOWN_JOB");
        api.post(unknown + "/cancel", "").isProblem(404, "UNKNOWN_JOB");
        api.post(unknown + "/retry", "").isProblem(404, "UNKNOWN_JOB");
        api.get("/v1/jobs/nonsense").isProblem(404, "UNKNOWN_JOB").saying("'nonsense'");
    }
}
