package io.renderline.api.tasks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Function;
import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.renderline.api.database.SessionSource;
import io.renderline.core.failure.Failure;
import io.renderline.core.failure.FailureCode;
import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;
import io.renderline.core.media.AssetKind;
import io.renderline.core.message.OutputFile;
import io.renderline.core.message.TaskEvent;
import io.renderline.core.message.TaskResult;
import io.renderline.core.task.EngineVersions;
import io.renderline.testing.TestDatabase;

/** The tasks' tables on a real, empty database, with words for what a test does to them. */
public final class StoredTasks {
    /** How many attempts a task has in all. */
    public static final int ATTEMPTS = 3;

    public final JdbcClient jdbc;
    public final TransactionTemplate transaction;
    public final TaskScheduler scheduler;
    public final TaskProgression progression;
    public final TaskFailure failure;
    public final LostInputs lostInputs;
    public final JobCancellation cancellation;
    final JobEndWatch watch;
    /** What is counted. */
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    /** Which tasks workers were told to stop. */
    public final Set<UUID> stopped = new CopyOnWriteArraySet<>();
    private final DataSource dataSource;

    /** A new database with the project's migrations; whatever is reported as stored is. */
    public StoredTasks() {
        this(_ -> _ -> Map.of());
    }

    /**
     * A new database with the project's migrations.
     *
     * @param outputs looks whether what is reported as stored is
     */
    public StoredTasks(Function<JdbcClient, OutputCheck> outputs) {
        dataSource = source(TestDatabase.copyOf(Migrated.DATABASE));
        jdbc = JdbcClient.create(dataSource);
        transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        TaskMeters taskMeters = new TaskMeters(meters);
        watch = new JobEndWatch(jdbc, Duration.ofHours(1));
        watch.start();
        JobMeters jobMeters = new JobMeters(meters);
        jobMeters.expect("still");
        JobEndings endings = new JobEndings(jobMeters, event -> watch.ended((JobsEnded) event));
        scheduler = new TaskScheduler(jdbc, new TaskTable(jdbc), EngineVersions.bundled(), taskMeters, endings);
        TaskAbandonment abandonment = new TaskAbandonment(jdbc, taskMeters);
        failure = new TaskFailure(jdbc,
                new RetryPolicy(ATTEMPTS, Duration.ofHours(1), Duration.ofSeconds(10), Duration.ofMinutes(5)),
                abandonment, taskMeters,
                endings);
        lostInputs = new LostInputs(jdbc, new FormerTasks(jdbc), new RemadeTasks(jdbc, new JobLinks(jdbc)), failure,
                taskMeters);
        progression = new TaskProgression(jdbc, transaction,
                new TaskCompletion(jdbc, taskMeters, endings, outputs.apply(jdbc)),
                failure,
                lostInputs, stopped::addAll, taskMeters);
        cancellation = new JobCancellation(jdbc, transaction, abandonment, stopped::addAll, endings);
    }

    /** What each test's database begins as. */
    private static final class Migrated {
        private static final String DATABASE = migrated(TestDatabase.newDatabase());

        private static String migrated(String database) {
            Flyway.configure().dataSource(source(database)).load().migrate();
            return database;
        }
    }

    private static DataSource source(String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:" + database.replaceFirst("//.*@", "//"));
        source.setUser("postgres");
        source.setPassword("postgres");
        return new SessionSource(source);
    }

    /** How many rows of the task table, or entries of its indexes, the statements read; what they write is taken back. */
    public long rowsRead(Runnable statements) {
        return Objects.requireNonNull(transaction.execute(status -> {
            statements.run();
            status.setRollbackOnly();
            return jdbc.sql("""
                    SELECT seq_tup_read + coalesce(idx_tup_fetch, 0)
                           + (SELECT sum(pg_stat_get_xact_tuples_returned(indexrelid))
                              FROM pg_index WHERE indrelid = 'task'::regclass)
                    FROM pg_stat_xact_user_tables WHERE relname = 'task'""").query(Long.class).single();
        }));
    }

    /** For connections of a test's own. */
    public DataSource dataSource() {
        return dataSource;
    }

    /** Submits a job of normal priority. */
    public UUID submit(TaskGraph graph) {
        return submit(Priority.NORMAL, graph);
    }

    /** Submits jobs of normal priority at once, as one client. */
    public List<UUID> submit(FairTurns turns, TaskGraph... graphs) {
        return submit(Priority.NORMAL, turns, graphs);
    }

    /** Submits jobs at once, as one client. */
    public List<UUID> submit(Priority priority, FairTurns turns, TaskGraph... graphs) {
        List<ScheduledJob> jobs = new ArrayList<>();
        transaction.executeWithoutResult(status -> {
            for (TaskGraph graph : graphs) {
                UUID job = UUID.randomUUID();
                jdbc.sql("INSERT INTO job (id, kind, state, request, priority) VALUES (?, 'still', 'QUEUED', '{}', 1)")
                        .param(job).update();
                jobs.add(new ScheduledJob(job, priority, graph));
            }
            scheduler.schedule(jobs, turns);
        });
        return jobs.stream().map(ScheduledJob::id).toList();
    }

    /** Submits a job. */
    public UUID submit(Priority priority, TaskGraph graph) {
        UUID job = UUID.randomUUID();
        transaction.executeWithoutResult(status -> {
            jdbc.sql("INSERT INTO job (id, kind, state, request, priority) VALUES (?, 'still', 'QUEUED', '{}', ?)")
                    .param(job).param(priority.rank()).update();
            scheduler.schedule(job, priority, graph);
        });
        return job;
    }

    /** Pretends that a task was published: QUEUED, with its next attempt. */
    public void queued(UUID task) {
        jdbc.sql(
                "UPDATE task SET state = 'QUEUED', attempt = attempt + 1, not_before = now(), batch_id = ? WHERE id = ?")
                .param(UUID.randomUUID()).param(task).update();
    }

    /** A worker starts the task's current attempt. */
    public void started(UUID task) {
        progression.apply(List.of(start(task)));
    }

    /** The event that reports the start of the task's current attempt. */
    public TaskEvent.Started start(UUID task) {
        return new TaskEvent.Started(task, attempt(task), "worker", Instant.now());
    }

    /** Publishes the task and lets a worker start it. */
    public void running(UUID task) {
        queued(task);
        started(task);
    }

    /** The task's current attempt succeeds. */
    public void succeeded(UUID... tasks) {
        List<TaskEvent> events = new ArrayList<>();
        for (UUID task : tasks) {
            events.add(success(task));
        }
        progression.apply(events);
    }

    /** Publishes, starts and ends the task. */
    public void made(UUID task) {
        running(task);
        succeeded(task);
    }

    /** The event that reports the task's success. */
    public TaskEvent.Succeeded success(UUID task) {
        CacheKey key = new CacheKey(column(task, "cache_key"));
        OutputFile file = new OutputFile(output(task), Sha256.of(key.hex().getBytes(StandardCharsets.UTF_8)), 10,
                kind(task), "image/png", 64, 64);
        return new TaskEvent.Succeeded(task, Math.max(1, attempt(task)), "worker", Instant.now(), key,
                new TaskResult(List.of(file), null, 5, 9, false, 1));
    }

    /** The task's current attempt fails. */
    public void failed(UUID task, FailureCode code) {
        failed(task, attempt(task), code);
    }

    /** An attempt fails. */
    public void failed(UUID task, int attempt, FailureCode code) {
        progression.apply(List.of(
                new TaskEvent.Failed(task, attempt, "worker", Instant.now(), new Failure(code, "It went wrong."))));
    }

    /** The job's tasks in the order of its plan. */
    public List<UUID> tasksOf(UUID job) {
        return jdbc.sql("SELECT task_id FROM job_task WHERE job_id = ? ORDER BY ordinal").param(job)
                .query(IdColumn.FIRST).list();
    }

    public TaskState state(UUID task) {
        return TaskState.valueOf(column(task, "state"));
    }

    public JobState jobState(UUID job) {
        return JobState.valueOf(jdbc.sql("SELECT state FROM job WHERE id = ?").param(job).query(String.class).single());
    }

    public int attempt(UUID task) {
        return Integer.parseInt(column(task, "attempt"));
    }

    public int count(String table) {
        return jdbc.sql("SELECT count(*) FROM " + table).query(Integer.class).single();
    }

    /** A column of a task as text. */
    public String column(UUID task, String column) {
        return jdbc.sql("SELECT coalesce(" + column + "::text, '') FROM task WHERE id = ?").param(task)
                .query(String.class).single();
    }

    private AssetKind kind(UUID task) {
        return switch (column(task, "type")) {
            case "tessellate" -> AssetKind.GLTF_GEOMETRY;
            case "prepare-scene" -> AssetKind.PREPARED_SCENE;
            case "pack-scene" -> AssetKind.FILM_SCENE;
            case "render-frame" -> AssetKind.FRAME;
            case "encode-video" -> AssetKind.VIDEO;
            default -> AssetKind.STILL;
        };
    }

    private String output(UUID task) {
        return switch (column(task, "type")) {
            case "tessellate" -> "geometry";
            case "prepare-scene", "pack-scene" -> "scene";
            case "encode-video" -> "film";
            default -> "image";
        };
    }
}
