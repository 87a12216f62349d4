package io.renderline.api.jobs;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;
import io.renderline.api.PretendedWorker;
import io.renderline.api.media.SampleFiles;
import io.renderline.api.timelines.SceneBytes;
import io.renderline.api.timelines.Timeline;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** Results of every kind say which device has rendered them, and for how long. */
@ApiTest
class RenderedByTest {
    @Autowired
    private ApiClient api;
    @Autowired
    private PretendedWorker worker;
    @Autowired
    private JdbcClient sql;
    private final String mark = UUID.randomUUID().toString();

    @ParameterizedTest
    @ValueSource(strings = {"'kind': 'still', 'model': 'MODEL'", "'kind': 'thumbnail', 'model': 'MODEL'",
            "'kind': 'turntable', 'model': 'MODEL', 'frames': 2",
            "'kind': 'animation', 'model': 'MODEL', 'studio': 'SCENE'", "'kind': 'still', 'scene': 'SCENE', 'frame': 1",
            "'kind': 'animation', 'scene': 'SCENE'", "'kind': 'clip', 'template': 'TEMPLATE', 'duration': 0.1"})
    void aGpuOrTheProcessor(String request) {
        String job = finished(request);
        JsonNode byProcessor = result(job);

        assertThat(byProcessor.at("/gpuUsed").asBoolean(true)).isFalse();
        assertThat(byProcessor.at("/backend").asString()).isEqualTo("CPU");
        assertThat(byProcessor.at("/deviceName").asString()).isEqualTo("A processor");
        assertThat(byProcessor.at("/renderSeconds").asDouble()).isPositive();

        int views = sql.sql("""
                UPDATE task SET device = '{"type": "gpu", "backend": "OPTIX", "name": "A card"}', engine_ms = 1500
                WHERE type IN ('render-view', 'render-frame') AND id IN (:tasks)""").param("tasks", worker.tasksOf(job))
                .update();
        JsonNode byGpu = result(job);
        assertThat(List.of(byGpu.at("/gpuUsed").asBoolean(), byGpu.at("/backend").asString(),
                byGpu.at("/deviceName").asString(), byGpu.at("/renderSeconds").asDouble()))
                .containsExactly(true, "OPTIX", "A card", views * 1.5);
    }

    @Test
    void whatIsNotRenderedSaysNothing() {
        JsonNode geometry = result(finished("'kind': 'geometry', 'model': 'MODEL', 'format': 'usdz'"));

        for (String field : List.of("gpuUsed", "backend", "deviceName", "renderSeconds", "encoder")) {
            assertThat(geometry.has(field)).as(field).isFalse();
        }
    }

    private String finished(String request) {
        String scene = api.upload("room.blend", SceneBytes.of(new Timeline(1, 2, 1, 1, 24, 64, 64), mark)).at("/id");
        api.put("/v1/templates/t-" + mark, "{\"asset\": \"" + scene + "\"}").hasStatus(201);
        String model = api.upload("bearing.step", SampleFiles.step(mark)).at("/id");
        String job = api.post("/v1/jobs", ("{" + request + "}").replace('\'', '"').replace("MODEL", model)
                .replace("SCENE", scene).replace("TEMPLATE", "t-" + mark)).hasStatus(202).at("/id");
        worker.finish(job);
        return job;
    }

    private JsonNode result(String job) {
        return api.get("/v1/jobs/" + job).json().at("/results/0");
    }
}
