package io.renderline.api.dispatch;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.renderline.api.tasks.TaskState;

import static io.renderline.api.tasks.PlanBuilder.aStill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What wakes the dispatcher: a notification by whichever process, and without one a poll. */
class DispatchLoopTest {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration OFTEN = Duration.ofMillis(50);

    private final DispatchedTasks rail = new DispatchedTasks();

    @AfterEach
    void close() {
        rail.close();
    }

    @Test
    void aJobThatAnyProcessHasAcceptedIsHeardOf() {
        DispatchLoop loop = loop(NEVER);
        ReadyListener listener = new ReadyListener(rail.tasks.dataSource(), loop);
        loop.start();
        listener.start();
        try {
            await("it listens").until(() -> rail.tasks.jdbc.sql(
                    "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()")
                    .query(Integer.class).single() == 1);
            UUID task = submit();

            await().until(() -> rail.tasks.state(task) == TaskState.QUEUED);
            assertThat(rail.tasks.attempt(task)).isOne();
        } finally {
            listener.stop();
            loop.stop();
        }
    }

    @Test
    void whatNobodyHasSaidIsFoundByPolling() {
        DispatchLoop loop = loop(OFTEN);
        loop.start();
        try {
            UUID task = submit();

            await().until(() -> rail.tasks.state(task) == TaskState.QUEUED);
        } finally {
            loop.stop();
        }
    }

    private DispatchLoop loop(Duration poll) {
        return new DispatchLoop(rail.dispatcher, new DispatchProperties(poll, 2, 2, Map.of(), Map.of()));
    }

    private UUID submit() {
        rail.store("model");
        return rail.tasks.tasksOf(rail.tasks.submit(aStill().graph())).getFirst();
    }
}
