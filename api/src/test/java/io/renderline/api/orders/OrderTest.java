package io.renderline.api.orders;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.renderline.api.Answer;
import io.renderline.api.ApiTest;
import io.renderline.api.tasks.Rank;
import io.renderline.core.failure.FailureCode;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** The way of an order: accepted, planned, made, given up and done again. */
@ApiTest
class OrderTest extends OrderBed {

    @Test
    void linesBecomeJobsAndTheOrderEndsWithThem() {
        Answer accepted = orders.lines("?name=Spring", line("A", "first"), line("B", "second")).hasStatus(202);

        assertThat(accepted.header("Location")).isEqualTo("/v1/orders/" + accepted.at("/id"));
        assertThat(accepted.json().at("/lines/total").asInt()).isEqualTo(2);
        assertThat(accepted.at("/name")).isEqualTo("Spring");
        JsonNode lines = orders.planned(accepted);
        assertThat(lines.get(0).at("/product").asString()).isEqualTo("A-" + mark);
        assertThat(lines.get(0).at("/reference").asString()).isEqualTo("first");
        assertThat(lines.get(0).at("/outputs/0/outputType/name").asString()).isEqualTo(type);
        worker.finish(job(lines, 0));
        JsonNode half = orders.awaitState(accepted, "RUNNING");
        assertThat(half.at("/lines/succeeded").asInt()).isOne();
        assertThat(half.at("/progress").asDouble()).isEqualTo(0.5);
        worker.finish(job(lines, 1));

        JsonNode done = orders.awaitState(accepted, "SUCCEEDED");
        assertThat(done.at("/progress").asDouble()).isOne();
        assertThat(done.at("/remainingSeconds").asInt()).isZero();
        assertThat(done.at("/finishedAt").isNull()).isFalse();
        JsonNode made = lines(accepted, "?state=succeeded");
        assertThat(made).hasSize(2);
        assertThat(made.get(0).at("/outputs/0/results")).extracting(result -> result.at("/view").asString())
                .containsExactly("front", "iso");
        assertThat(made.get(0).at("/outputs/0/revision").asInt()).isOne();
    }

    @Test
    void linesOfOneProductShareOneSceneAndWhatIsMadeCostsNothing() {
        Answer first = orders.lines("", line("A", "first"), line("A", "second"));
        JsonNode lines = orders.planned(first);
        List<UUID> tasks = worker.tasksOf(job(lines, 0));

        assertThat(worker.tasksOf(job(lines, 1))).isEqualTo(tasks);
        tasks.forEach(worker::succeed);
        orders.awaitState(first, "SUCCEEDED");
        Answer again = orders.lines("", line("A", "third"));

        JsonNode done = orders.awaitState(again, "SUCCEEDED");
        assertThat(done.at("/lines/succeeded").asInt()).isOne();
        assertThat(api.get("/v1/jobs/" + job(orders.planned(again), 0)).json().at("/tasks/cached").asInt())
                .isEqualTo(api.get("/v1/jobs/" + job(orders.planned(again), 0)).json().at("/tasks/total").asInt());
    }

    @Test
    void aProductWithoutAFileFailsItsLineAndTheOthersGoOn() {
        api.put("/v1/products/bare-" + mark, "{}").hasStatus(201);
        Answer accepted = orders.lines("", line("bare", "x"), line("A", "x"));
        JsonNode lines = orders.planned(accepted);

        assertThat(lines.get(0).at("/outputs/0/error/code").asString()).isEqualTo("PRODUCT_WITHOUT_FILE");
        worker.finish(job(lines, 1));
        JsonNode done = orders.awaitState(accepted, "PARTLY_FAILED");
        assertThat(done.at("/lines/failed").asInt()).isOne();
        orders.file("bare-" + mark);

        api.post("/v1/orders/" + accepted.at("/id") + "/lines/1/retry", "").hasStatus(202);
        worker.finish(job(orders.planned(accepted), 0));
        orders.awaitState(accepted, "SUCCEEDED");
    }

    @Test
    void whatFailedIsDoneAgainByTheSameJob() {
        Answer accepted = orders.lines("", line("A", "x"), line("B", "x"));
        JsonNode lines = orders.planned(accepted);
        worker.finish(job(lines, 1));
        worker.fail(worker.tasksOf(job(lines, 0)).getFirst(), FailureCode.UNREADABLE_MODEL, "It is no STEP file.");
        orders.awaitState(accepted, "PARTLY_FAILED");
        assertThat(lines(accepted, "?state=FAILED").get(0).at("/outputs/0/error/code").asString())
                .isEqualTo("UNREADABLE_MODEL");

        Answer retried = api.post("/v1/orders/" + accepted.at("/id") + "/retry", "").hasStatus(202);

        assertThat(retried.at("/state")).isEqualTo("RUNNING");
        JsonNode again = orders.planned(accepted);
        assertThat(job(again, 0)).isEqualTo(job(lines, 0));
        org.awaitility.Awaitility.await()
                .until(() -> api.get("/v1/jobs/" + job(again, 0)).at("/state").equals("QUEUED"));
        worker.finish(job(again, 0));
        orders.awaitState(accepted, "SUCCEEDED");
        api.post("/v1/orders/" + accepted.at("/id") + "/retry", "").isProblem(409, "WRONG_ORDER_STATE")
                .saying("Nothing of order");
    }

    @Test
    void aCancelledOrderGivesUpWhatNobodyElseNeeds() {
        Answer accepted = orders.lines("", line("A", "x"), line("B", "x"));
        JsonNode lines = orders.planned(accepted);
        worker.finish(job(lines, 0));

        Answer cancelled = api.post("/v1/orders/" + accepted.at("/id") + "/cancel", "").hasStatus(202);

        assertThat(cancelled.at("/state")).isEqualTo("CANCELLED");
        assertThat(cancelled.json().at("/lines/succeeded").asInt()).isOne();
        assertThat(cancelled.json().at("/lines/cancelled").asInt()).isOne();
        assertThat(api.get("/v1/jobs/" + job(lines, 1)).at("/state")).isEqualTo("CANCELLED");
        api.post("/v1/orders/" + accepted.at("/id") + "/cancel", "").isProblem(409, "WRONG_ORDER_STATE");
        api.post("/v1/orders/" + accepted.at("/id") + "/retry", "").hasStatus(202);
        orders.planned(accepted);
        org.awaitility.Awaitility.await()
                .until(() -> api.get("/v1/jobs/" + job(lines, 1)).at("/state").equals("QUEUED"));
        worker.finish(job(lines, 1));
        orders.awaitState(accepted, "SUCCEEDED");
    }

    @Test
    void aLineIsGivenUpByItself() {
        Answer accepted = orders.lines("", line("A", "x"), line("B", "x"));
        JsonNode lines = orders.planned(accepted);

        api.post("/v1/orders/" + accepted.at("/id") + "/lines/1/cancel", "").hasStatus(202);

        assertThat(lines(accepted, "").get(0).at("/state").asString()).isEqualTo("CANCELLED");
        worker.finish(job(lines, 1));
        orders.awaitState(accepted, "SUCCEEDED");
        api.post("/v1/orders/" + accepted.at("/id") + "/lines/2/cancel", "").isProblem(409, "WRONG_ORDER_STATE");
        api.post("/v1/orders/" + accepted.at("/id") + "/lines/3/cancel", "").isProblem(404, "UNKNOWN_ORDER");
    }

    @Test
    void anIdempotencyKeyLeadsToOneOrder() {
        String key = "key-" + mark;
        byte[] body = line("A", "x").replace('\'', '"').getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] other = line("B", "x").replace('\'', '"').getBytes(java.nio.charset.StandardCharsets.UTF_8);

        Answer first = orders.body("application/x-ndjson", "", body, "Idempotency-Key", key).hasStatus(202);
        Answer second = orders.body("application/x-ndjson", "", body, "Idempotency-Key", key).hasStatus(202);

        assertThat(second.at("/id")).isEqualTo(first.at("/id"));
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        orders.body("application/x-ndjson", "", other, "Idempotency-Key", key).isProblem(422, "IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void ordersAndLinesComeInPages() {
        List<String> ids = new java.util.ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.addFirst(orders.lines("", line("A", "r" + i), line("B", "r" + i)).hasStatus(202).at("/id"));
        }

        JsonNode first = api.get("/v1/orders?limit=2").json();
        JsonNode second = api.get("/v1/orders?limit=1&cursor=" + first.at("/nextCursor").asString()).json();
        assertThat(first.at("/items")).extracting(order -> order.at("/id").asString())
                .containsExactlyElementsOf(ids.subList(0, 2));
        assertThat(second.at("/items/0/id").asString()).isEqualTo(ids.get(2));
        JsonNode lines = api.get("/v1/orders/" + ids.getFirst() + "/lines?limit=1").json();
        assertThat(lines.at("/items/0/line").asInt()).isOne();
        JsonNode rest = api.get("/v1/orders/" + ids.getFirst() + "/lines?cursor=" + lines.at("/nextCursor").asString())
                .json();
        assertThat(rest.at("/items/0/line").asInt()).isEqualTo(2);
        assertThat(rest.at("/nextCursor").isNull()).isTrue();
        api.get("/v1/orders/" + UUID.randomUUID()).isProblem(404, "UNKNOWN_ORDER");
        api.get("/v1/orders?state=odd").isProblem(400, "INVALID_REQUEST").saying("QUEUED");
    }

    @Test
    void theOrderSaysHowUrgentItsJobsAre() {
        JsonNode lines = orders.planned(orders.lines("?priority=high", line("A", "x")));

        int rank = sql.sql("SELECT priority FROM job WHERE id = ?").param(UUID.fromString(job(lines, 0)))
                .query(Integer.class).single();
        assertThat(rank).isEqualTo(2);
        assertThat(taskRanks(lines, 0)).as("few pictures").containsOnly((int) Rank.URGENT.number());
    }

    @Test
    void aLargeOrderIsNeverUrgentNotEvenALineOfItThatIsDoneAgain() {
        Answer accepted = orders.lines("?priority=high", IntStream.rangeClosed(0, Rank.FEW)
                .mapToObj(i -> line("A", "of many " + i)).toArray(String[]::new));
        JsonNode lines = orders.planned(accepted);
        assertThat(taskRanks(lines, 0)).containsOnly((int) Rank.HIGH.number());

        String path = "/v1/orders/" + accepted.at("/id") + "/lines/1";
        api.post(path + "/cancel", "").hasStatus(202);
        api.post(path + "/retry", "").hasStatus(202);
        org.awaitility.Awaitility.await()
                .until(() -> api.get("/v1/jobs/" + job(lines, 0)).at("/state").equals("QUEUED"));
        assertThat(taskRanks(lines, 0)).containsOnly((int) Rank.HIGH.number());
    }

    private List<Integer> taskRanks(JsonNode lines, int index) {
        return worker.tasksOf(job(lines, index)).stream().map(task -> sql.sql("SELECT priority FROM task WHERE id = ?")
                .param(task).query(Integer.class).single()).toList();
    }

    private JsonNode lines(Answer order, String query) {
        return api.get("/v1/orders/" + order.at("/id") + "/lines" + query).hasStatus(200).json().at("/items");
    }
}
