package io.renderline.api.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

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
    void aPathWithAnEncodedSlashIsAProblem() {
        for (String path : List.of("/v1/products/a%2Fb", "/v1/products/a%5cb")) {
            api.put(path, "{}").isProblem(400, "INVALID_REQUEST").saying("encoded slash or backslash", "%2F");
        }
    }

    static Stream<Arguments> unreadableRequests() {
        return Stream.of(
                argumentSet("a path with signs", "GET /v1/{|} HTTP/1.1\r\nHost: x\r\n\r\n", 400, "cannot stand there"),
                argumentSet("broken percents", "GET /v1/%zz HTTP/1.1\r\nHost: x\r\n\r\n", 400, "cannot stand there"),
                argumentSet("no request line", "{\"kind\": \"still\"}\r\n\r\n", 400, "cannot stand there"),
                argumentSet("no host", "GET /v1/jobs HTTP/1.1\r\n\r\n", 400, "Host"),
                argumentSet("large headers",
                        "GET /v1/jobs HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(70_000) + "\r\n\r\n", 400, "too large"),
                argumentSet("another protocol", "GET /v1/jobs HTTP/9.9\r\nHost: x\r\n\r\n", 505, "HTTP/1.1"),
                argumentSet("an unknown coding",
                        "POST /v1/jobs HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: odd\r\n\r\n", 501,
                        "Transfer-Encoding"));
    }

    @ParameterizedTest
    @MethodSource("unreadableRequests")
    void whatTheContainerRefusesIsAProblemThatTellsNothingOfIt(String request, int status, String why)
            throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 " + status).containsIgnoringCase("Content-Type: application/problem+json")
                    .contains("\"status\":" + status, "\"code\":\"INVALID_REQUEST\"", why)
                    .doesNotContain("Tomcat").doesNotContain("Exception").doesNotContain("<html");
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
