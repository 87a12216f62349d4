package io.renderline.api.dispatch;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import io.renderline.api.tasks.TaskScheduler;

/**
 * Hears from Postgres that a task became ready, in whichever api process it did. While the connection is away, the dispatch
 * loop's poll does without it.
 */
@Component
class ReadyListener implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ReadyListener.class);
    private static final int WAIT_MILLIS = 10_000;

    private final DataSource dataSource;
    private final DispatchLoop loop;
    private volatile @Nullable Thread thread;

    ReadyListener(DataSource dataSource, DispatchLoop loop) {
        this.dataSource = dataSource;
        this.loop = loop;
    }

    @Override
    public void start() {
        // Known before it runs: it ends as soon as it is not the current one
        Thread created = Thread.ofPlatform().name("ready-listener").daemon().unstarted(this::run);
        thread = created;
        created.start();
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        while (Thread.currentThread().equals(thread)) {
            try {
                listen();
            } catch (SQLException e) {
                LOG.warn("Postgres cannot be listened to ({}); ready tasks are found by polling", e.getMessage());
                pause();
            }
        }
    }

    private void listen() throws SQLException {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + TaskScheduler.READY_CHANNEL);
            PGConnection postgres = connection.unwrap(PGConnection.class);
            while (Thread.currentThread().equals(thread)) {
                if (postgres.getNotifications(WAIT_MILLIS).length > 0) {
                    loop.signal();
                } else {
                    // A dead connection shows only when it is used.
                    statement.execute("SELECT 1");
                }
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
