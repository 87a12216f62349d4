package io.renderline.api.jobs;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;

import static org.assertj.core.api.Assertions.assertThat;

@ApiTest
class JobListTest {
    @Autowired
    private ApiClient api;
    @Autowired
    private JdbcClient sql;

    /** Jobs of a kind that only this test has, several of them at the same moment. */
    @BeforeEach
    void manyJobs() {
        sql.sql("DELETE FROM job WHERE kind = 'listed'").update();
        sql.sql("""
                INSERT INTO job (id, kind, state, request, priority, created_at)
                SELECT gen_random_uuid(), 'listed', CASE n % 2 WHEN 0 THEN 'FAILED' ELSE 'CANCELLED' END, '{}', 1,
                       timestamptz '2020-01-01' + (n / 4) * interval '1 microsecond'
                FROM generate_series(0, 24) n""").update();
    }

    @Test
    void everyJobStandsOnOnePageNewestFirst() {
        List<String> ids = new ArrayList<>();
        List<java.time.Instant> times = new ArrayList<>();
        int pages = 0;
        String cursor = "";
        do {
            Answer page = api.get("/v1/jobs?kind=listed&limit=10" + cursor).hasStatus(200);
            page.json().at("/items").forEach(job -> {
                ids.add(job.at("/id").asString());
                times.add(java.time.Instant.parse(job.at("/createdAt").asString()));
            });
            cursor = page.json().at("/nextCursor").isNull() ? "" : "&cursor=" + page.at("/nextCursor");
            pages++;
        } while (!cursor.isEmpty());

        assertThat(pages).isEqualTo(3);
        assertThat(ids).hasSize(25).doesNotHaveDuplicates();
        assertThat(times).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @Test
    void aListCanBeNarrowedToOneState() {
        Answer page = api.get("/v1/jobs?kind=listed&state=failed&limit=200").hasStatus(200);

        assertThat(page.json().at("/items")).hasSize(13).allSatisfy(
                job -> assertThat(job.at("/state").asString()).isEqualTo("FAILED"));
        assertThat(page.json().at("/nextCursor").isNull()).isTrue();
    }

    @Test
    void whatCannotBeAskedForIsRefused() {
        api.get("/v1/jobs?state=sleeping").isProblem(400, "INVALID_REQUEST").saying("'sleeping'", "RUNNING");
        api.get("/v1/jobs?cursor=abc").isProblem(400, "INVALID_REQUEST").saying("'abc'", "nextCursor");
        api.get("/v1/jobs?limit=0").isProblem(400, "INVALID_REQUEST").saying("limit is 0");
        api.get("/v1/jobs?limit=many").isProblem(400, "INVALID_REQUEST").saying("'many'");
    }
}
