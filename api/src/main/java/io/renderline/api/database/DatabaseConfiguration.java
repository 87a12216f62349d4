package io.renderline.api.database;

import java.io.IOException;
import java.util.Optional;
import javax.sql.DataSource;

import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;

import io.renderline.api.settings.DatabaseAddress;
import io.renderline.api.settings.RenderlineSettings;
import io.renderline.api.settings.SettingException;

/** One pool of connections, to the server that is named or to the embedded one. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
    /**
     * What each connection begins with. Statistics are seldom right here, since tables grow from nothing to ten thousand rows
     * in a second. By them, Postgres compiles what it takes for expensive: that takes 0.2 s, and what is compiled a tenth of
     * it. And it reads a table as a whole that it takes for small, for as long as the connection keeps the plan, which it does
     * with the check of a foreign key, too: then each new row costs as many reads as there are rows.
     */
    static final String SESSION = "SET idle_in_transaction_session_timeout = '60s'; SET jit = off; SET enable_seqscan = off";

    /** Holds the embedded server, if it is used, for as long as the application runs. */
    record DatabaseServer(DatabaseAddress address, Optional<EmbeddedDatabase> embedded) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            if (embedded.isPresent()) {
                embedded.get().close();
            }
        }
    }

    @Bean
    DatabaseServer databaseServer(RenderlineSettings settings) throws IOException {
        Optional<DatabaseAddress> named = settings.db().address();
        if (named.isPresent()) {
            return new DatabaseServer(named.get(), Optional.empty());
        }
        EmbeddedDatabase embedded = EmbeddedDatabase.start(settings.homeFolder().resolve("postgres"));
        return new DatabaseServer(embedded.address(), Optional.of(embedded));
    }

    @Bean
    @ConfigurationProperties("spring.datasource.hikari")
    HikariConfig hikariConfig() {
        return new HikariConfig();
    }

    /** Migrations have connections without limits: one may take its time over a large table. */
    @Bean(defaultCandidate = false)
    @FlywayDataSource
    DataSource migrations(DatabaseServer server) {
        DatabaseAddress address = server.address();
        PGSimpleDataSource unlimited = new PGSimpleDataSource();
        unlimited.setUrl(address.jdbcUrl());
        unlimited.setUser(address.user());
        unlimited.setPassword(address.password());
        return unlimited;
    }

    @Bean
    HikariDataSource dataSource(DatabaseServer server, HikariConfig config) {
        DatabaseAddress address = server.address();
        config.setJdbcUrl(address.jdbcUrl());
        config.setUsername(address.user());
        config.setPassword(address.password());
        // Nothing waits for ever for a server that does not answer (seconds), nor does the server keep the locks of an api
        // that does not go on. What an address says itself wins.
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty("socketTimeout", "60");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.setConnectionInitSql(SESSION);
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw new SettingException("The database at " + address + " cannot be used: " + e.getMessage(),
                    "Start it, or correct RENDERLINE_DB_URL; without it, an embedded database is used.");
        }
    }
}
