package io.renderline.api.jobs;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;
import io.renderline.api.PretendedWorker;
import io.renderline.api.media.SampleFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ApiTest
class JobWaitTest {
    private static final Duration HALF = Duration.ofSeconds(30);
    @Autowired
    private ApiClient api;
    @Autowired
    private PretendedWorker worker;
    private String job = "";

    @BeforeEach
    void submit(TestInfo test) {
        String model = api.upload("bearing.step", SampleFiles.step("wait test " + test.getDisplayName())).at("/id");
        job = api.post("/v1/jobs", "{\"kind\": \"still\", \"model\": \"" + model + "\"}").hasStatus(202).at("/id");
    }

    @Test
    void whoWaitsIsAnsweredWithTheEndedJob() {
        CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> waitFor(job, "60"));

        worker.finish(job);

        await("before its time is over").atMost(HALF).until(answer::isDone);
        assertThat(answer.join().hasStatus(200).at("/state")).isEqualTo("SUCCEEDED");
        assertThat(answer.join().json().at("/results")).hasSize(1);
        assertThat(waitFor(job, "60").at("/state")).isEqualTo("SUCCEEDED");
    }

    @Test
    void whenTheTimeIsOverTheJobIsToldAsItIs() {
        long asked = System.nanoTime();

        assertThat(waitFor(job, "1").hasStatus(200).at("/state")).isEqualTo("QUEUED");

        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "61", "1.5", "long"})
    void aWaitThatCannotBeIsRefused(String seconds) {
        waitFor(job, seconds).isProblem(400, "INVALID_REQUEST").saying("wait");
    }

    @Test
    void whatIsNotThereIsNotWaitedFor() {
        waitFor(UUID.randomUUID().toString(), "60").isProblem(404, "UNKNOWN_JOB");
        waitFor("nonsense", "60").isProblem(404, "UNKNOWN_JOB");
    }

    private Answer waitFor(String id, String seconds) {
        return api.get("/v1/jobs/" + id + "?wait=" + seconds);
    }
}
