package io.renderline.api.jobs;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;
import io.renderline.api.media.SampleFiles;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** A job of ten thousand pictures is answered whole, and before a client gives up. */
@ApiTest
class LargeJobTest {
    private static final int VIEWS = 10_000;
    /** What clients and proxies commonly wait for an answer. All four together take about two seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    private ApiClient api;
    @Autowired
    private JdbcClient sql;

    @Test
    void aJobOfTenThousandViewsIsAcceptedListedAndCancelled() {
        String model = api.upload("many.step", SampleFiles.step("ten thousand views")).at("/id");
        StringBuilder views = new StringBuilder();
        for (int i = 0; i < VIEWS; i++) {
            views.append(i == 0 ? "" : ",").append("{\"azimuth\":").append(i * 0.01).append('}');
        }
        long start = System.nanoTime();

        Answer job = api
                .post("/v1/jobs", "{\"kind\": \"still\", \"model\": \"" + model + "\", \"width\": 16, \"views\": ["
                        + views + "]}")
                .hasStatus(202);
        String path = "/v1/jobs/" + job.at("/id");
        assertThat(job.json().at("/tasks/total").asInt()).isEqualTo(VIEWS + 2);
        pretendAllMade(job.at("/id"));
        JsonNode results = api.get(path).hasStatus(200).json().at("/results");
        JsonNode tasks = api.get(path + "/tasks").hasStatus(200).json();
        api.post(path + "/cancel", "").hasStatus(202);

        assertThat(results).hasSize(VIEWS);
        assertThat(tasks).hasSize(VIEWS + 2);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
    }

    private void pretendAllMade(String job) {
        sql.sql("""
                INSERT INTO media_asset (id, sha256, kind, mime_type, size_bytes, width, height, cache_key, output_name,
                                         task_id)
                SELECT gen_random_uuid(), task.cache_key, 'still', 'image/png', 1, 16, 16, task.cache_key, 'image', task.id
                FROM task JOIN job_task ON job_task.task_id = task.id
                WHERE job_task.job_id = ?::uuid AND task.type = 'render-view'""")
                .param(job).update();
        sql.sql("UPDATE job SET tasks_succeeded = ? WHERE id = ?::uuid").param(VIEWS).param(job).update();
    }
}
