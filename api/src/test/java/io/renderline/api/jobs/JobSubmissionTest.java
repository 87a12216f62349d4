package io.renderline.api.jobs;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;
import io.renderline.api.PretendedWorker;
import io.renderline.api.media.SampleFiles;

import static org.assertj.core.api.Assertions.assertThat;

/** A database that fails when job, tasks and the first links between them are written already. */
@ApiTest
class JobSubmissionTest {
    private static final List<String> WRITTEN = List.of("job", "task", "task_input", "job_task", "idempotency_key");

    @Autowired
    private ApiClient api;
    @Autowired
    private PretendedWorker worker;
    @Autowired
    private JdbcClient sql;
    private final String key = UUID.randomUUID().toString();
    private final String label = "half-way-" + key;

    @BeforeEach
    void failHalfWay() {
        sql.sql("""
                CREATE FUNCTION fail_half_way() RETURNS trigger LANGUAGE plpgsql AS
                $$BEGIN RAISE EXCEPTION 'half-way'; END$$""").update();
        sql.sql("CREATE TRIGGER half_way BEFORE INSERT ON job_task FOR EACH ROW WHEN (NEW.label = '" + label
                + "') EXECUTE FUNCTION fail_half_way()").update();
    }

    @AfterEach
    void mend() {
        sql.sql("DROP FUNCTION IF EXISTS fail_half_way CASCADE").update();
    }

    @Test
    void aJobThatCannotBeWrittenAsAWholeLeavesNothing() {
        String model = api.upload("bearing.step", SampleFiles.step("half a job")).at("/id");
        worker.clearAway();
        List<Integer> before = rows();

        submit(model).hasStatus(500);

        assertThat(rows()).as("rows of %s", WRITTEN).isEqualTo(before);
        mend();
        Answer job = submit(model).hasStatus(202);
        assertThat(job.header("Idempotent-Replayed")).isEmpty();
        assertThat(job.json().at("/tasks/total").asInt()).isEqualTo(4);
    }

    private Answer submit(String model) {
        return api.post("/v1/jobs", """
                {"kind": "still", "model": "%s", "width": 16, "views": ["front", {"azimuth": 5, "name": "%s"}]}"""
                .formatted(model, label), "Idempotency-Key", key);
    }

    private List<Integer> rows() {
        return WRITTEN.stream().map(table -> sql.sql("SELECT count(*) FROM " + table).query(Integer.class).single())
                .toList();
    }
}
