package io.renderline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A real PostgreSQL, embedded, one server per test process with any number of empty databases on it. */
public final class TestDatabase {
    private static final Duration START = Duration.ofMinutes(1);

    private TestDatabase() {}

    /** The {@code postgresql://user:password@host:port/database} of a new, empty database. */
    public static String newDatabase() {
        return create("");
    }

    /**
     * A new database with all that is in another one, in a tenth of the time that migrations take.
     *
     * @param url the other one's, to which nobody may be connected
     * @return its URL
     */
    public static String copyOf(String url) {
        return create(" TEMPLATE " + url.substring(url.lastIndexOf('/') + 1));
    }

    private static String create(String like) {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = Holder.SERVER.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + like);
        } catch (SQLException e) {
            throw new IllegalStateException("Could not make the test database " + name, e);
        }
        return "postgresql://postgres:postgres@127.0.0.1:" + Holder.SERVER.getPort() + "/" + name;
    }

    private static final class Holder {
        private static final EmbeddedPostgres SERVER = start();

        // The server lives as long as this process: its shutdown hook stops it.
        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().setServerConfig("listen_addresses", "127.0.0.1")
                        .setPGStartupWait(START).start();
            } catch (IOException e) {
                throw new UncheckedIOException("The embedded PostgreSQL did not start", e);
            }
        }
    }
}
