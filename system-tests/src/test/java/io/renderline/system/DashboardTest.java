package io.renderline.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.renderline.testing.TestPrometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import tools.jackson.databind.JsonNode;

/** The dashboard and the alert rules against a real Prometheus that has watched a run. */
class DashboardTest {
    private static final RunningRenderline RENDERLINE = RunningRenderline.shared();
    private static final RenderlineClient CLIENT = RENDERLINE.client();
    @TempDir
    private static Path folder;
    private static PrometheusProcess prometheus;

    /** A picture that is made, the same one found again, and a failure. */
    @BeforeAll
    static void watchARun() throws IOException {
        prometheus = PrometheusProcess.start(folder, Map.of("renderline-api", List.of(RENDERLINE.api().url()),
                "renderline-worker", List.of(RENDERLINE.lightWorker().url(), RENDERLINE.heavyWorker().url())),
                Dashboard.rules());
        await("all are scraped").atMost(Duration.ofSeconds(30))
                .until(() -> number("sum(up)") == 3 && number("count(renderline_queue_workers > 0)") == 3);
        Path file = folder.resolve("watched.step");
        Files.writeString(file, Files.readString(RenderlineClient.model("cube_and_cylinder.step"))
                .replace("ISO-10303-21;\nHEADER;", "ISO-10303-21;\n/* watched */\nHEADER;"));
        String still = """
                {"kind":"still","model":"%s","width":64,"height":64,"samples":1,"denoise":false}"""
                .formatted(CLIENT.upload(file));
        assertThat(CLIENT.awaitEnd(CLIENT.submit(still)).get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(CLIENT.awaitEnd(CLIENT.submit(still)).get("state").asString()).isEqualTo("SUCCEEDED");
        String empty = CLIENT.submit("""
                {"kind":"still","model":"%s","width":64,"height":64,"samples":1}"""
                .formatted(CLIENT.upload(RenderlineClient.model("no_geometry.step"))));
        assertThat(CLIENT.awaitEnd(empty).get("state").asString()).isEqualTo("FAILED");
    }

    @AfterAll
    static void stop() {
        prometheus.close();
    }

    static List<Dashboard.Query> queries() {
        return Dashboard.queries("5m");
    }

    @ParameterizedTest
    @MethodSource("queries")
    void everyQueryOfEveryPanelShowsData(Dashboard.Query query) {
        await(query.toString()).atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            List<String> values = new ArrayList<>();
            prometheus.query(query.expression()).forEach(series -> values.add(series.get("value").get(1).asString()));
            assertThat(values).as("values of " + query).anyMatch(value -> Double.isFinite(Double.parseDouble(value)));
        });
    }

    /** Shares and quantiles of nothing are no number, which a panel shows as a gap. */
    @Test
    void whatIsIdleShowsZeroAndNoGap() {
        // The heavy worker has done nothing since Prometheus watches it
        String idle = "renderline_task_waiting_seconds_bucket{queue=\"heavy\"}[10s]";
        assertThat(number("histogram_quantile(0.5, sum by (le, queue) (rate(" + idle + ")))")).isNaN();
        List<Dashboard.Query> waiting = Dashboard.queries("10s").stream()
                .filter(query -> query.panel().equals("Waiting time of tasks")).toList();
        assertThat(waiting).hasSize(2).allSatisfy(query -> assertThat(prometheus.query(query.expression()))
                .as(query.toString()).hasSize(3)
                .allSatisfy(
                        series -> assertThat(Double.parseDouble(series.get("value").get(1).asString())).isFinite()));
    }

    @Test
    void theRunIsCounted() {
        await("the run").atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(number(
                    "sum(increase(renderline_tasks_ended_total{type=\"render-view\",outcome=\"succeeded\"}[2m]))"))
                    .isPositive();
            assertThat(number("renderline_cache_lookups_total{type=\"render-view\",result=\"cached\"}"))
                    .isGreaterThanOrEqualTo(1);
            assertThat(number("renderline_task_failures_total{code=\"EMPTY_MODEL\"}")).isGreaterThanOrEqualTo(1);
            assertThat(number("sum(renderline_render_views_total)")).isGreaterThanOrEqualTo(1);
            assertThat(number("sum(renderline_scene_load_seconds_count)")).isGreaterThanOrEqualTo(1);
            assertThat(number("sum(renderline_blob_stored_bytes_total{kind=\"still\"})")).isGreaterThan(100);
            assertThat(number("renderline_dead_letters_total")).as("what did not happen is 0").isZero();
        });
    }

    @Test
    void everyRuleIsEvaluatedWithoutAnError() {
        List<JsonNode> rules = await("evaluation").atMost(Duration.ofSeconds(30)).until(prometheus::rules,
                all -> !all.isEmpty()
                        && all.stream().noneMatch(rule -> rule.get("health").asString().equals("unknown")));

        assertThat(rules).allSatisfy(rule -> assertThat(rule.get("health").asString()).as(rule.toString())
                .isEqualTo("ok"));
        assertThat(rules).extracting(rule -> rule.get("name").asString()).contains("RenderlineQueueWithoutWorker",
                "RenderlineBacklogOld", "RenderlineFailureShare", "RenderlineDeadLetters",
                "RenderlineSilentCpuRendering", "RenderlineGpuRetired");
    }

    @Test
    void everyNameThatIsAskedForIsMeasured() {
        SortedSet<String> names = new TreeSet<>();
        Dashboard.queries("5m").forEach(query -> names.addAll(Dashboard.metricsOf(query.expression())));
        prometheus.rules().forEach(rule -> names.addAll(Dashboard.metricsOf(rule.get("query").asString())));

        assertThat(names).hasSizeGreaterThan(20)
                .allSatisfy(name -> await(name).atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(prometheus.query("count(" + name + ")")).as(name).hasSize(1)));
    }

    @Test
    void labelsStayBounded() {
        assertThat(number("max(count by (job, instance) ({__name__=~\"renderline_.*\"}))")).as("series of a process")
                .isLessThan(1000);
        assertThat(prometheus
                .query("{__name__=~\"renderline_.*\",taskId!=\"\"} or {__name__=~\"renderline_.*\",jobId!=\"\"}"))
                .isEmpty();
    }

    @Test
    void thePrometheusOfDockerComposeTakesItsConfiguration() throws IOException, InterruptedException {
        for (List<String> check : List.of(List.of("check", "config", "--syntax-only", Dashboard.config().toString()),
                List.of("check", "rules", Dashboard.rules().resolve("renderline.yml").toString()))) {
            List<String> command = new ArrayList<>(List.of(TestPrometheus.tool().toString()));
            command.addAll(check);
            Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(tool.waitFor()).as(said).isZero();
        }
    }

    private static double number(String expression) {
        JsonNode result = prometheus.query(expression);
        return result.isEmpty() ? Double.NaN : Double.parseDouble(result.get(0).get("value").get(1).asString());
    }
}
