package io.renderline.api.orders;

import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

import io.renderline.api.Answer;
import io.renderline.api.ApiTest;
import io.renderline.api.tasks.JobsEnded;

import static org.awaitility.Awaitility.await;

import tools.jackson.databind.JsonNode;

/** How soon it is noticed that an order has ended. It is looked for once an hour here: what is noticed was told. */
@ApiTest
class OrderEndTest extends OrderBed {
    private static final int LINES = 40;

    @Autowired
    private PlanningLoop polling;
    @Autowired
    private OrderPlanner planner;
    @Autowired
    private OrderEndings endings;
    @Autowired
    private ConfigurableApplicationContext context;
    private PlanningLoop told;
    private final ApplicationListener<?> listener = ApplicationListener
            .forPayload((JobsEnded jobs) -> told.ended(jobs));

    @BeforeEach
    void lookOnceAnHour() {
        polling.stop();
        told = new PlanningLoop(planner, endings, Duration.ofHours(1).toMillis());
        context.addApplicationListener(listener);
        told.start();
    }

    @AfterEach
    void lookAgain() {
        told.stop();
        context.removeApplicationListener(listener);
        polling.start();
    }

    @Test
    void anOrderEndsWithItsLastJob() {
        Answer accepted = ordered(line("A", "x"), line("B", "x"));
        JsonNode lines = orders.planned(accepted);

        worker.finish(job(lines, 0));
        worker.finish(job(lines, 1));

        awaitEnd(accepted);
    }

    @Test
    void anOrderThatIsMadeEndsWhenItIsPlannedThoughOthersWereJustCounted() {
        Answer first = ordered(line("A", "x"));
        worker.finish(job(orders.planned(first), 0));
        awaitEnd(first);

        for (int i = 0; i < LINES; i++) {
            awaitEnd(ordered(line("A", "again " + i)));
        }
    }

    private Answer ordered(String... lines) {
        Answer accepted = orders.lines("", lines);
        told.signal();
        return accepted;
    }

    /** By its row: who asks for an order has it counted. */
    private void awaitEnd(Answer order) {
        await().until(
                () -> sql.sql("SELECT state FROM render_order WHERE id = ?").param(UUID.fromString(order.at("/id")))
                        .query(String.class).single().equals("SUCCEEDED"));
    }
}
