package io.renderline.api.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Connections that begin as those of the api do. */
public final class SessionSource extends DelegatingDataSource {
    public SessionSource(DataSource target) {
        super(target);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute(DatabaseConfiguration.SESSION);
        }
        return connection;
    }
}
