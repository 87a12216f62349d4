package io.renderline.system;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Postgres dies while jobs run, and comes back. */
class DatabaseFaultTest extends FaultTest {
    private static final int MODERATE = 300;

    @Test
    void aDatabaseThatDiesAndComesBackLosesNothing() {
        String running = slowViews("killed database", 4, MODERATE);
        awaitRendering(running);

        farm.database().stopImmediately();
        var refused = farm.client().get("/v1/jobs/" + running);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.body().get("code").asString()).isEqualTo("UNAVAILABLE");
        farm.database().restart();
        long back = System.nanoTime();

        awaitSuccessAtFirstAttempt(running);
        measured("the database is back; its job is done", back);
    }
}
