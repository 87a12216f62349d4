package io.renderline.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.renderline.testing.TestPrometheus;

import static org.awaitility.Awaitility.await;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus on a free port of 127.0.0.1 that scrapes every second. */
final class PrometheusProcess implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final Process process;
    private final URI url;

    private PrometheusProcess(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts one and waits until it answers.
     *
     * @param folder for its data and its log
     * @param jobs what to scrape, by the name of the scrape job
     * @param rules the folder of the rules to evaluate
     */
    static PrometheusProcess start(Path folder, Map<String, List<URI>> jobs, Path rules) {
        try {
            int port = freePort();
            Path config = Files.writeString(folder.resolve("prometheus.yml"), config(jobs, rules));
            Process process = new ProcessBuilder(TestPrometheus.executable().toString(), "--config.file=" + config,
                    "--storage.tsdb.path=" + folder.resolve("data"), "--web.listen-address=127.0.0.1:" + port,
                    "--log.level=warn").redirectErrorStream(true)
                    .redirectOutput(folder.resolve("prometheus.log").toFile()).start();
            // However this process ends, that one must not stay
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            PrometheusProcess prometheus = new PrometheusProcess(process, URI.create("http://127.0.0.1:" + port));
            await("Prometheus is ready").atMost(Duration.ofSeconds(60)).until(() -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException(
                            "Prometheus has ended:\n" + Files.readString(folder.resolve("prometheus.log")));
                }
                return prometheus.isReady();
            });
            return prometheus;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an expression is now: a series for each element. Fails when it cannot be parsed. */
    JsonNode query(String expression) {
        JsonNode answer = get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        if (!answer.path("status").asString().equals("success")) {
            throw new AssertionError(expression + ": " + answer.path("error").asString());
        }
        return answer.get("data").get("result");
    }

    /** All alert rules, with their health. */
    List<JsonNode> rules() {
        return get("/api/v1/rules").get("data").get("groups").valueStream()
                .flatMap(group -> group.get("rules").valueStream()).toList();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return http.send(HttpRequest.newBuilder(url.resolve("/-/ready")).build(),
                    HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private JsonNode get(String path) {
        try {
            return json.readTree(http.send(HttpRequest.newBuilder(URI.create(url + path)).build(),
                    HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String config(Map<String, List<URI>> jobs, Path rules) {
        StringBuilder config = new StringBuilder("""
                global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
                rule_files: ["%s/*.yml"]
                scrape_configs:
                """.formatted(rules.toAbsolutePath()));
        jobs.forEach((job, urls) -> config.append("""
                - job_name: %s
                  metrics_path: /actuator/prometheus
                  static_configs: [{targets: [%s]}]
                """.formatted(job, urls.stream().map(URI::getAuthority).collect(Collectors.joining(", ")))));
        return config.toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
