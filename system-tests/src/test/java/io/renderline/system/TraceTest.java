package io.renderline.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.renderline.core.trace.TraceParent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One trace from the request to the acknowledgement of its last message, through the logs of the packaged applications. */
class TraceTest {
    private final RunningRenderline renderline = RunningRenderline.shared();
    private final RenderlineClient client = renderline.client();
    private final JsonMapper json = new JsonMapper();
    @TempDir
    private Path folder;

    @Test
    void aRequestIsFollowedThroughApiMessageAndWorkerToTheAcknowledgement() throws IOException {
        TraceParent asked = TraceParent.begin();
        Path file = folder.resolve("traced.step");
        Files.writeString(file, Files.readString(RenderlineClient.model("cube_and_cylinder.step"))
                .replace("ISO-10303-21;\nHEADER;", "ISO-10303-21;\n/* traced */\nHEADER;"));
        RenderlineClient.Answer answer = client.submit("""
                {"kind":"still","model":"%s","width":64,"height":64,"samples":1,"denoise":false}"""
                .formatted(client.upload(file)), asked.text());
        String job = answer.body().get("id").asString();
        assertThat(client.awaitEnd(job).get("state").asString()).isEqualTo("SUCCEEDED");
        String task = client.task(job, "render-view").get("id").asString();

        assertThat(answer.response().headers().firstValue("traceparent").orElseThrow()).contains(asked.traceId());
        JsonNode accepted = line(renderline.api(), asked, "is accepted");
        assertThat(accepted.get("jobId").asString()).isEqualTo(job);
        assertThat(accepted.get("spanId").asString()).isNotEqualTo(asked.spanId());
        JsonNode rendered = line(renderline.lightWorker(), asked, "render-view succeeded");
        assertThat(rendered.get("jobId").asString()).isEqualTo(job);
        assertThat(rendered.get("taskId").asString()).isEqualTo(task);
        assertThat(rendered.get("workerId").asString())
                .isEqualTo(client.task(job, "render-view").get("worker").asString());
        JsonNode heard = line(renderline.api(), asked, "Task " + task + " has succeeded");
        assertThat(heard.get("jobId").asString()).isEqualTo(job);
        assertThat(heard.get("taskId").asString()).isEqualTo(task);
        assertThat(heard.get("workerId").asString()).isEqualTo(rendered.get("workerId").asString());
        assertThat(heard.get("spanId").asString()).as("the worker's step").isEqualTo(rendered.get("spanId").asString());
        line(renderline.api(), asked, "Job " + job + " is SUCCEEDED");
        assertThat(line(renderline.lightWorker(), asked, "acknowledged").get("jobId").asString()).isEqualTo(job);
    }

    @Test
    void aRequestWithoutATraceBeginsOne() {
        assertThat(client.get("/v1/jobs").response().headers().firstValue("traceparent").flatMap(TraceParent::parse))
                .isPresent();
    }

    /** The line about this trace that says {@code words}; the log may come a little later than what it tells of. */
    private JsonNode line(ApplicationProcess application, TraceParent trace, String words) {
        return await(words).until(() -> lines(application, trace, words), lines -> !lines.isEmpty()).getFirst();
    }

    private List<JsonNode> lines(ApplicationProcess application, TraceParent trace, String words) {
        return application.log().lines().filter(line -> line.contains(trace.traceId()))
                .map(json::readTree).filter(line -> line.get("traceId").asString().equals(trace.traceId())
                        && line.get("message").asString().contains(words))
                .toList();
    }
}
