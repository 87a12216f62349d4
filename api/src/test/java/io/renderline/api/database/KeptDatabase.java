package io.renderline.api.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;

/** A process that starts the embedded database, writes a row, says so, and waits to be killed. */
final class KeptDatabase {
    static final String READY = "The row is written.";

    private KeptDatabase() {}

    @SuppressWarnings("resource")
    public static void main(String[] args) throws Exception {
        EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(args[0]));
        try (Connection connection = DriverManager.getConnection(database.address().jdbcUrl(),
                database.address().user(), ""); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS kept (word text)");
            statement.execute("INSERT INTO kept VALUES ('kept')");
            System.out.println(READY);
            new CountDownLatch(1).await();
        }
    }
}
