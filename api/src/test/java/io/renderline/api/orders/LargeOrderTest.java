package io.renderline.api.orders;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import tools.jackson.databind.JsonNode;

/** An order of ten thousand lines is accepted while its client waits, and planned behind that. */
@ApiTest
class LargeOrderTest {
    private static final int LINES = 10_000;
    private static final int PRODUCTS = 100;
    /** Planning all of them takes longer than a test should. */
    private static final int SOME = 1000;
    /** It takes a second. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PLANNING = Duration.ofMinutes(2);

    @Autowired
    private ApiClient api;
    @Autowired
    private JdbcClient sql;
    @Autowired
    private OrderPlanner planner;
    @Autowired
    private PlanningLoop loop;
    @Autowired
    private TransactionTemplate transaction;
    private final String mark = UUID.randomUUID().toString();
    private final String type = "small-" + mark;

    @Test
    void tenThousandLinesAreAcceptedPlannedAndGivenUp() {
        OrderForms orders = new OrderForms(api);
        orders.outputType(type, "[\"front\"]");
        products(orders);
        StringBuilder csv = new StringBuilder("product;output types;reference\n");
        for (int i = 0; i < LINES; i++) {
            csv.append("P").append(i % PRODUCTS).append('-').append(mark).append(';').append(type).append(";r")
                    .append(i)
                    .append('\n');
        }
        long start = System.nanoTime();

        Answer accepted = orders.body("text/csv", "", csv.toString().getBytes(StandardCharsets.UTF_8)).hasStatus(202);

        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        UUID order = UUID.fromString(accepted.at("/id"));
        await().atMost(PLANNING).until(() -> count("state = 'PLANNED'", order) >= SOME);
        api.post("/v1/orders/" + order + "/cancel", "").hasStatus(202);
        int planned = count("job_id IS NOT NULL", order);
        assertThat(planned).isLessThan(LINES);
        int products = (planned + LINES / PRODUCTS - 1) / (LINES / PRODUCTS);
        assertThat(sql.sql("""
                SELECT count(DISTINCT job_task.task_id) FROM order_output o JOIN job_task ON job_task.job_id = o.job_id
                WHERE o.order_id = ?""").param(order).query(Integer.class).single())
                .as("tasks of %d lines of %d products", planned, products).isEqualTo(3 * products);
        await().atMost(PLANNING).until(() -> api.get("/v1/orders/" + order).at("/state").equals("CANCELLED"));
        JsonNode cancelled = api.get("/v1/orders/" + order).json();
        assertThat(cancelled.at("/lines/cancelled").asInt()).isEqualTo(LINES);
        assertThat(taken).isLessThan(PATIENCE);
    }

    @Test
    void aCrashInTheMiddleOfPlanningMakesNothingTwiceAndLeavesNothingOut() {
        OrderForms orders = new OrderForms(api);
        orders.outputType(type, "[\"front\"]");
        orders.product("P0-" + mark);
        loop.stop();
        try {
            UUID order = UUID.fromString(orders
                    .lines("?outputTypes=" + type, line("a"), line("b"), line("c"), line("d")).hasStatus(202)
                    .at("/id"));
            assertThat(planner.plan(2)).isEqualTo(2);

            assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                planner.plan(1);
                throw new IllegalStateException("The process ends before it commits");
            })).isInstanceOf(IllegalStateException.class);
            assertThat(count("state = 'WAITING'", order)).isEqualTo(2);
            loop.start();
            loop.signal();

            await().until(() -> count("state = 'WAITING'", order) == 0);
            assertThat(count("state = 'PLANNED'", order)).isEqualTo(4);
            assertThat(sql.sql("SELECT count(*) FROM job WHERE article_number = ? AND output_type = ?")
                    .param("P0-" + mark).param(type).query(Integer.class).single()).isEqualTo(4);
        } finally {
            if (!loop.isRunning()) {
                loop.start();
            }
        }
    }

    private String line(String reference) {
        return "{'product': 'P0-" + mark + "', 'reference': '" + reference + "'}";
    }

    private void products(OrderForms orders) {
        for (int i = 0; i < PRODUCTS; i++) {
            orders.product("P" + i + "-" + mark);
        }
    }

    private int count(String condition, UUID order) {
        return sql.sql("SELECT count(*) FROM order_output WHERE order_id = ? AND " + condition).param(order)
                .query(Integer.class).single();
    }
}
