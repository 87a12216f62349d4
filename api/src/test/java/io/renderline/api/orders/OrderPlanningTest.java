package io.renderline.api.orders;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import io.renderline.api.Answer;
import io.renderline.api.ApiTest;
import io.renderline.core.message.MessageJson;
import io.renderline.core.message.WorkerHeartbeat;
import io.renderline.core.message.WorkerHeartbeat.QueueSlots;
import io.renderline.core.task.Queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import tools.jackson.databind.JsonNode;

/** What becomes of orders behind their acceptance: several planners, lines done again, and how long it still takes. */
@ApiTest
class OrderPlanningTest extends OrderBed {
    private static final int PLANNERS = 4;
    private static final int LINES = 12;

    @Autowired
    private OrderPlanner planner;
    @Autowired
    private PlanningLoop loop;

    @Test
    void raceOfSeveralPlannersMakesOneJobOfEachOutput() throws Exception {
        loop.stop();
        try {
            List<UUID> accepted = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                accepted.add(UUID.fromString(orders.lines("", IntStream.range(0, LINES)
                        .mapToObj(line -> line("A", "r" + line)).toArray(String[]::new)).hasStatus(202).at("/id")));
            }
            CountDownLatch together = new CountDownLatch(1);
            try (ExecutorService threads = Executors.newFixedThreadPool(PLANNERS)) {
                List<Future<?>> planners = new ArrayList<>();
                for (int i = 0; i < PLANNERS; i++) {
                    planners.add(threads.submit(() -> {
                        together.await();
                        while (waiting(accepted) > 0) {
                            planner.plan(2);
                        }
                        return null;
                    }));
                }
                together.countDown();
                for (Future<?> one : planners) {
                    one.get();
                }
            }

            assertThat(sql.sql("SELECT count(DISTINCT job_id) FROM order_output WHERE order_id IN (:orders)")
                    .param("orders", accepted).query(Integer.class).single()).isEqualTo(3 * LINES);
            assertThat(sql.sql("SELECT count(*) FROM job WHERE output_type = ?").param(type).query(Integer.class)
                    .single()).as("no job that no line knows").isEqualTo(3 * LINES);
        } finally {
            loop.start();
        }
    }

    @Test
    void whatIsLeftTakesAsLongAsItsSlowestQueue() {
        sql.sql("UPDATE worker SET stopped_at = now()").update();
        Instant now = Instant.now();
        WorkerHeartbeat beat = new WorkerHeartbeat(mark, "host", 1, "1", "4.5",
                List.of(new QueueSlots(Queue.CPU, 1), new QueueSlots(Queue.LIGHT, 2)), List.of(), List.of(), Set.of(),
                now, now, false);
        sql.sql("""
                INSERT INTO worker (name, heartbeat, started_at, last_seen_at)
                VALUES (?, ?::jsonb, now(), now())""").param(mark)
                .param(new String(MessageJson.write(beat), StandardCharsets.UTF_8)).update();
        try {
            Answer accepted = orders.lines("", line("A", "x"), line("B", "x"));
            JsonNode lines = orders.planned(accepted);
            worker.finish(job(lines, 0));
            worker.tasksOf(job(lines, 0)).forEach(task -> sql.sql("UPDATE task SET total_ms = ? WHERE id = ?")
                    .param(60_000).param(task).update());

            await("two tasks of a minute on one slot, and beside them two views on two")
                    .untilAsserted(() -> assertThat(remaining(accepted)).isEqualTo(120));

            worker.succeed(worker.tasksOf(job(lines, 1)).get(0));
            worker.succeed(worker.tasksOf(job(lines, 1)).get(1));
            await("the views").untilAsserted(() -> assertThat(remaining(accepted)).isEqualTo(60));
        } finally {
            sql.sql("DELETE FROM worker WHERE name = ?").param(mark).update();
        }
    }

    @Test
    void whatNobodyServesTakesNobodyKnowsHowLong() {
        sql.sql("UPDATE worker SET stopped_at = now()").update();

        Answer accepted = orders.lines("", line("A", "x"));
        orders.planned(accepted);

        assertThat(api.get("/v1/orders/" + accepted.at("/id")).json().at("/remainingSeconds").isNull()).isTrue();
    }

    @Test
    void aLineThatWasGivenUpIsDoneAgainByItself() {
        Answer accepted = orders.lines("", line("A", "x"), line("B", "x"));
        JsonNode lines = orders.planned(accepted);
        String path = "/v1/orders/" + accepted.at("/id") + "/lines/1";
        api.post(path + "/cancel", "").hasStatus(202);
        worker.finish(job(lines, 1));
        orders.awaitState(accepted, "SUCCEEDED");

        api.post(path + "/retry", "").hasStatus(202);

        await().until(() -> api.get("/v1/jobs/" + job(lines, 0)).at("/state").equals("QUEUED"));
        assertThat(api.get("/v1/jobs/" + job(lines, 1)).at("/state")).as("the other line").isEqualTo("SUCCEEDED");
        worker.finish(job(lines, 0));
        JsonNode done = orders.awaitState(accepted, "SUCCEEDED");
        assertThat(done.at("/lines/succeeded").asInt()).isEqualTo(2);
        api.post(path + "/retry", "").isProblem(409, "WRONG_ORDER_STATE");
    }

    private long remaining(Answer order) {
        return api.get("/v1/orders/" + order.at("/id")).json().at("/remainingSeconds").asLong(-1);
    }

    private int waiting(List<UUID> accepted) {
        return sql.sql("SELECT count(*) FROM order_output WHERE order_id IN (:orders) AND state = 'WAITING'")
                .param("orders", accepted).query(Integer.class).single();
    }
}
