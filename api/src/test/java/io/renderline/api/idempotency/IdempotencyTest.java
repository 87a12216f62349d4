package io.renderline.api.idempotency;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;
import io.renderline.api.media.SampleFiles;

import static org.assertj.core.api.Assertions.assertThat;

@ApiTest
class IdempotencyTest {
    private static final int AT_ONCE = 6;

    @Autowired
    private ApiClient api;
    @Autowired
    private JdbcClient sql;
    @Autowired
    private IdempotencyKeys keys;
    private String model = "";
    private final String key = UUID.randomUUID().toString();

    @BeforeEach
    void uploadModel() {
        model = api.upload("bearing.step", SampleFiles.step("idempotency")).at("/id");
    }

    @Test
    void theSameRequestUnderTheSameKeyIsOneJob() {
        Answer first = submit(", \"width\": 640").hasStatus(202);
        // The same, written otherwise: a default spelled out, and another order
        Answer second = submit(", \"seed\": 0, \"width\": 640").hasStatus(202);

        assertThat(second.at("/id")).isEqualTo(first.at("/id"));
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void anotherRequestUnderTheSameKeyIsRefused() {
        Answer first = submit(", \"width\": 640").hasStatus(202);

        submit(", \"width\": 641").isProblem(422, "IDEMPOTENCY_KEY_REUSED").saying(first.at("/id"));
    }

    @Test
    void equalRequestsAtTheSameTimeAreOneJob() throws Exception {
        int before = jobs();
        CyclicBarrier start = new CyclicBarrier(AT_ONCE);
        Callable<Answer> submission = () -> {
            start.await();
            return submit("");
        };
        List<Answer> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<Answer> answer : clients.invokeAll(Collections.nCopies(AT_ONCE, submission))) {
                answers.add(answer.get().hasStatus(202));
            }
        }

        assertThat(answers).extracting(answer -> answer.at("/id")).containsOnly(answers.getFirst().at("/id"));
        assertThat(jobs() - before).isOne();
    }

    @Test
    void aRefusedRequestDoesNotUseItsKeyUp() {
        submit(", \"width\": 0").isProblem(400, "INVALID_FIELDS");

        submit(", \"width\": 10").hasStatus(202);
    }

    @Test
    void aKeyThatCannotBeOneIsRefused() {
        api.post("/v1/jobs", "{}", "Idempotency-Key", "k".repeat(256)).isProblem(400, "INVALID_REQUEST")
                .saying("Idempotency-Key", "255");
    }

    @Test
    void aKeyIsForgottenAfterAWeek() {
        String first = submit("").at("/id");
        sql.sql("UPDATE idempotency_key SET created_at = created_at - interval '8 days' WHERE key = ?").param(key)
                .update();

        keys.forgetOld();

        assertThat(submit("").hasStatus(202).at("/id")).isNotEqualTo(first);
    }

    @Test
    void jobsImportsAndOrdersHaveKeysOfTheirOwn() {
        String job = submit("").hasStatus(202).at("/id");
        Map<String, byte[]> files = Map.of("K-" + key + ".step", SampleFiles.step(key));
        Answer imported = api.form("/v1/product-imports", "file", files, "Idempotency-Key", key).hasStatus(202);
        api.put("/v1/products/O-" + key, "{\"name\": \"ordered\"}").hasStatus(201);
        Answer order = api.post("/v1/orders",
                "{\"lines\": [{\"product\": \"O-" + key + "\", \"outputTypes\": [\"thumbnail\"]}]}",
                "Idempotency-Key", key).hasStatus(202);

        assertThat(List.of(imported.header("Idempotent-Replayed"), order.header("Idempotent-Replayed")))
                .containsOnly("");
        assertThat(submit("").at("/id")).isEqualTo(job);
    }

    private Answer submit(String fields) {
        return api.post("/v1/jobs", "{\"kind\": \"still\", \"model\": \"" + model + "\"" + fields + "}",
                "Idempotency-Key", key);
    }

    private int jobs() {
        return sql.sql("SELECT count(*) FROM job WHERE request ->> 'model' = ?").param(model).query(Integer.class)
                .single();
    }
}
