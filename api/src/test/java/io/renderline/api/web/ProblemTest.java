package io.renderline.api.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;

import static org.assertj.core.api.Assertions.assertThat;

@ApiTest
@ExtendWith(OutputCaptureExtension.class)
class ProblemTest {
    @Autowired
    private ApiClient api;
    @Autowired
    private JdbcClient sql;

    @Test
    void anUnknownPathIsAProblem() {
        api.get("/v1/nothing").isProblem(404, "UNKNOWN_PATH").saying("/v1/nothing");
        api.get("/").isProblem(404, "UNKNOWN_PATH");
        api.get("/error").isProblem(404, "UNKNOWN_PATH");
    }

    @Test
    void aMethodThatAPathDoesNotTakeIsAProblem() {
        Answer answer = api.send("DELETE", "/v1/jobs", BodyPublishers.noBody()).isProblem(405, "METHOD_NOT_ALLOWED")
                .saying("DELETE");

        assertThat(answer.header("Allow")).contains("GET", "POST");
    }

    @Test
    void anAnswerThatCannotBeGivenInTheTypeAskedForIsAProblem() {
        assertThat(api.get("/v1/workers", "Accept", "text/csv").hasStatus(406).at("/code")).isEqualTo("NOT_ACCEPTABLE");
    }

    @Test
    void aDefectIsAnsweredWithoutItsTraceButWithTheIdThatTheLogHas(CapturedOutput log) {
        sql.sql("INSERT INTO worker (name, heartbeat, started_at, last_seen_at) VALUES ('broken', '[]', now(), now())")
                .update();
        try {
            Answer answer = api.get("/v1/workers").isProblem(500, "INTERNAL_ERROR");

            String id = answer.at("/detail").replaceFirst(".* under ([0-9a-f-]+)\\.", "$1");
            assertThat(log.getOut()).contains("Error " + id + " at GET /v1/workers").contains("UncheckedIOException");
        } finally {
            sql.sql("DELETE FROM worker WHERE name = 'broken'").update();
        }
    }

    @Test
    void whatTheContainerRefusesTellsNothingOfItself() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            socket.getOutputStream().write("GET /v1/{|} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400").doesNotContain("Tomcat").doesNotContain("Exception");
        }
    }

    @Test
    void healthTellsLivenessApartFromReadiness() {
        assertThat(api.get("/actuator/health/liveness").hasStatus(200).at("/status")).isEqualTo("UP");
        Answer ready = api.get("/actuator/health/readiness").hasStatus(200);
        assertThat(ready.json().at("/components").propertyNames())
                .containsExactlyInAnyOrder("readinessState", "db", "rabbit", "blobStore");
        assertThat(api.get("/actuator/prometheus").hasStatus(200).text()).contains("http_server_requests_seconds");
    }
}
