package io.renderline.api.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import io.renderline.api.Answer;
import io.renderline.api.ApiTest;
import io.renderline.core.failure.FailureCode;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** What becomes of jobs that failed or were cancelled, and of what was made for them. */
@ApiTest
class JobRetryTest extends JobBed {
    @Test
    void aFailedJobSaysWhyAndCanBeRetried() {
        String job = submit("").at("/id");
        List<UUID> tasks = worker.tasksOf(job);
        worker.succeed(tasks.getFirst());
        worker.fail(tasks.get(1), FailureCode.EMPTY_MODEL, "'bearing.step' has no geometry.");

        Answer failed = job(job);
        assertThat(failed.at("/state")).isEqualTo("FAILED");
        assertThat(failed.at("/error/code")).isEqualTo("EMPTY_MODEL");
        assertThat(failed.at("/error/message")).isEqualTo("'bearing.step' has no geometry.");
        assertThat(failed.json().at("/tasks/failed").asInt()).isPositive();

        Answer again = api.post("/v1/jobs/" + job + "/retry", "").hasStatus(202);
        assertThat(again.header("Location")).isEqualTo("/v1/jobs/" + job);
        assertThat(again.at("/state")).isEqualTo("QUEUED");
        assertThat(again.json().at("/error").isNull()).isTrue();
        assertThat(again.json().at("/tasks/cached").asInt()).isEqualTo(1);
        worker.finish(job);
        assertThat(job(job).at("/state")).isEqualTo("SUCCEEDED");
    }

    @Test
    void aCancelledJobStaysCancelledUntilItIsRetried() {
        String job = submit("").at("/id");

        Answer cancelled = api.post("/v1/jobs/" + job + "/cancel", "").hasStatus(202);

        assertThat(cancelled.at("/state")).isEqualTo("CANCELLED");
        api.post("/v1/jobs/" + job + "/cancel", "").isProblem(409, "WRONG_JOB_STATE").saying(job, "CANCELLED");
        assertThat(api.post("/v1/jobs/" + job + "/retry", "").hasStatus(202).at("/state")).isEqualTo("QUEUED");
        api.post("/v1/jobs/" + job + "/retry", "").isProblem(409, "WRONG_JOB_STATE").saying("QUEUED");
    }

    @Test
    void whatWasMadeAfterItsJobWasCancelledSaysWhatHasMadeIt() {
        String note = "Textures that did not come with the model are left out: oak.png.";
        String job = submit("").at("/id");
        List<UUID> tasks = worker.tasksOf(job);
        worker.succeed(tasks.getFirst());
        worker.start(tasks.get(1));
        worker.start(tasks.get(2));
        api.post("/v1/jobs/" + job + "/cancel", "").hasStatus(202);
        worker.succeed(tasks.get(1), note);
        worker.succeed(tasks.get(2));

        String next = submit("").at("/id");

        JsonNode found = job(next).json();
        assertThat(found.at("/state").asString()).isEqualTo("SUCCEEDED");
        assertThat(found.at("/results/0/deviceName").asString("")).isEqualTo("A processor");
        assertThat(found.at("/notes")).extracting(JsonNode::asString).containsExactly(note);
        assertThat(api.get("/v1/jobs/" + next + "/tasks").json()).allSatisfy(task -> {
            assertThat(task.at("/cached").asBoolean()).isTrue();
            assertThat(task.at("/state").asString()).isEqualTo("SUCCEEDED");
        });
        assertThat(job(job).at("/state")).isEqualTo("CANCELLED");
    }

    @Test
    void ofTwoRetriesAtTheSameTimeOneSchedulesTheJob() throws Exception {
        String job = submit("").at("/id");
        api.post("/v1/jobs/" + job + "/cancel", "").hasStatus(202);
        CyclicBarrier start = new CyclicBarrier(2);
        Callable<Integer> retry = () -> {
            start.await();
            return api.post("/v1/jobs/" + job + "/retry", "").response().statusCode();
        };

        List<Integer> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(2)) {
            for (Future<Integer> answer : clients.invokeAll(List.of(retry, retry))) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).containsExactlyInAnyOrder(202, 409);
        worker.finish(job);
        assertThat(job(job).json().at("/tasks/total").asInt()).isEqualTo(3);
    }
}
