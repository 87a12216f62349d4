package io.renderline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The api's own database: counts what is done, and fills in a backlog that would take an hour to submit. */
final class Backlog implements AutoCloseable {
    private static final int TASKS_PER_JOB = 10_000;
    private static final int PORT_LINE = 3;

    private final Connection connection;

    Backlog(Path home) throws IOException, SQLException {
        // Postgres writes its port into the fourth line
        List<String> postmaster = Files.readAllLines(home.resolve("postgres/data/postmaster.pid"));
        connection = DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + postmaster.get(PORT_LINE).strip() + "/postgres", "postgres", null);
    }

    long done() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement
                        .executeQuery("SELECT coalesce(sum(tasks_succeeded - tasks_cached), 0) FROM job")) {
            row.next();
            return row.getLong(1);
        }
    }

    String stateOf(String job) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT state FROM job WHERE id = ?::uuid")) {
            statement.setString(1, job);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /** Adds ready views, as jobs of 10,000 with a scene of their own, after the pattern of a view that exists. */
    void add(int tasks) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // What the rows refer to is known to be there; checking each of three million would double the time.
            statement.execute("SET LOCAL session_replication_role = replica");
            statement.execute("""
                    CREATE TEMP TABLE wanted ON COMMIT DROP AS
                    SELECT n, gen_random_uuid() AS task, n / %1$d AS job_number FROM generate_series(0, %2$d - 1) n
                    """.formatted(TASKS_PER_JOB, tasks));
            statement.execute("""
                    CREATE TEMP TABLE wanted_job ON COMMIT DROP AS
                    SELECT job_number, gen_random_uuid() AS job, count(*)::integer AS tasks FROM wanted GROUP BY 1""");
            statement.execute("""
                    INSERT INTO job (id, kind, state, request, priority, tasks_total)
                    SELECT job, 'still', 'QUEUED', '{}', 1, tasks FROM wanted_job""");
            statement.execute("""
                    INSERT INTO task (id, cache_key, type, queue, params, engine, state, priority, turn, scene_key)
                    SELECT w.task, encode(sha256(convert_to('backlog ' || w.n, 'UTF8')), 'hex'), t.type, t.queue,
                           t.params, t.engine, 'READY', t.priority, q.turn + 1 + w.n %% %d,
                           encode(sha256(convert_to('scene ' || w.job_number, 'UTF8')), 'hex')
                    FROM wanted w, queue_turn q,
                         (SELECT * FROM task WHERE type = 'render-view' AND state = 'SUCCEEDED' LIMIT 1) t
                    WHERE q.queue = t.queue""".formatted(TASKS_PER_JOB));
            statement.execute("""
                    INSERT INTO task_input (task_id, name, maker_key, maker_output)
                    SELECT w.task, i.name, i.maker_key, i.maker_output FROM wanted w,
                         (SELECT i.* FROM task_input i JOIN task t ON t.id = i.task_id
                          WHERE t.type = 'render-view' AND t.state = 'SUCCEEDED' LIMIT 1) i""");
            statement.execute("""
                    INSERT INTO job_task (job_id, task_id, ordinal, deliverable, cached)
                    SELECT j.job, w.task, w.n %% %d, true, false FROM wanted w JOIN wanted_job j USING (job_number)"""
                    .formatted(TASKS_PER_JOB));
            connection.commit();
            connection.setAutoCommit(true);
            // As the autovacuum daemon does by itself within a minute
            statement.execute("ANALYZE task, task_input, job_task, job");
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
