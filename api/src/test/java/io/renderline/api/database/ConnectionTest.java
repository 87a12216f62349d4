package io.renderline.api.database;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.renderline.api.ApiTest;

import static org.assertj.core.api.Assertions.assertThat;

/** What every connection of the api asks of Postgres, whatever the server is set to. */
@ApiTest
class ConnectionTest {
    @Autowired
    private JdbcClient sql;

    @Test
    void locksOfAnApiThatDoesNotGoOnAreNotKeptAndNoStatementIsPlannedByWrongStatistics() {
        assertThat(show("idle_in_transaction_session_timeout")).isEqualTo("1min");
        assertThat(show("jit")).isEqualTo("off");
        assertThat(show("enable_seqscan")).isEqualTo("off");
    }

    private String show(String setting) {
        return sql.sql("SHOW " + setting).query(String.class).single();
    }
}
