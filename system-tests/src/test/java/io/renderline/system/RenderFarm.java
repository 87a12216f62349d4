package io.renderline.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.springframework.util.FileSystemUtils;

import io.renderline.testing.PrivateBroker;
import io.renderline.testing.PrivateDatabase;

import tools.jackson.databind.JsonNode;

/**
 * An installation of which every part may be killed, frozen and started again: a broker and a database of its own, two
 * apis, two workers for all queues, and a blob store on a disk that is soon full. Shared by all fault tests of this
 * process; each leaves it whole.
 */
final class RenderFarm {
    /** Longer than any view of these tests takes, and short enough to be waited for. */
    static final int VIEW_TIMEOUT_SECONDS = 15;

    private static final Path LOGS = Path.of("target", "farm").toAbsolutePath();

    private final Path home;
    private final SmallDisk disk;
    private final PrivateBroker broker;
    private final PrivateDatabase database;
    private final Map<String, String> environment;
    private final List<ApplicationProcess> apis = new ArrayList<>();
    private final List<ApplicationProcess> workers = new ArrayList<>();
    private final List<ApplicationProcess> everyWorker = new ArrayList<>();
    private int started;

    private RenderFarm() {
        try {
            Files.createDirectories(LOGS);
            home = Files.createTempDirectory("renderline-farm");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        disk = SmallDisk.at(home.resolve("blobs"));
        database = PrivateDatabase.start(home.resolve("database"));
        broker = PrivateBroker.start(home.resolve("broker"),
                Path.of(System.getProperty("renderline.project"), "docker", "rabbitmq", "rabbitmq.conf"));
        environment = Map.of("RENDERLINE_WORKER_SLOTS_HEAVY", "1", "RENDERLINE_HOME", home.toString(),
                "RENDERLINE_AMQP_URL", broker.url().toString(),
                "RENDERLINE_DB_URL", database.url(), "RENDERLINE_BLOB_URL", disk.folder().toUri().toString(),
                "RENDERLINE_TIMEOUT_RENDER_VIEW", VIEW_TIMEOUT_SECONDS + "s");
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        startApi();
        startApi();
        startWorker();
        startWorker();
        awaitReady();
    }

    /** The one of this process; started when first asked for. */
    static RenderFarm shared() {
        return Holder.SHARED;
    }

    /** A client of one of its apis. */
    RenderlineClient client() {
        return new RenderlineClient(apis.getFirst().url());
    }

    PrivateBroker broker() {
        return broker;
    }

    PrivateDatabase database() {
        return database;
    }

    SmallDisk disk() {
        return disk;
    }

    List<ApplicationProcess> apis() {
        return List.copyOf(apis);
    }

    List<ApplicationProcess> workers() {
        return List.copyOf(workers);
    }

    /** The worker that has a task, or had it last. */
    ApplicationProcess workerOf(JsonNode task) {
        String name = task.get("worker").asString();
        return workers.stream().filter(worker -> name.endsWith("-" + worker.pid())).findFirst()
                .orElseThrow(() -> new AssertionError("No worker of this farm is called " + name));
    }

    /** How often a task was really done, by whichever worker, dead ones too: what is found by its memo does not count. */
    long timesDone(JsonNode task) {
        String id = task.get("id").asString();
        return everyWorker.stream().flatMap(worker -> worker.log().lines())
                .filter(line -> line.contains(id) && line.contains(" succeeded in ")).count();
    }

    /** One further api; it may not be ready yet. */
    ApplicationProcess startApi() {
        ApplicationProcess api = ApplicationProcess.startApi("api-" + ++started, LOGS, environment);
        apis.add(api);
        return api;
    }

    /** One further worker; it may not be ready yet. */
    ApplicationProcess startWorker() {
        ApplicationProcess worker = ApplicationProcess.startWorker("light", "light-" + ++started, LOGS, environment);
        workers.add(worker);
        everyWorker.add(worker);
        return worker;
    }

    /** Ends a process with SIGKILL; it is no part of the farm any more. */
    void kill(ApplicationProcess process) {
        apis.remove(process);
        workers.remove(process);
        process.kill();
    }

    /** Starts what is missing of two apis and two workers, and waits until all are ready. */
    void mend() {
        while (apis.size() < 2) {
            startApi();
        }
        while (workers.size() < 2) {
            startWorker();
        }
        awaitReady();
    }

    /** The first column of what its database answers. */
    List<String> ask(String question) {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            List<String> answers = new ArrayList<>();
            while (rows.next()) {
                answers.add(rows.getString(1));
            }
            return answers;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitReady() {
        apis.forEach(ApplicationProcess::awaitReady);
        workers.forEach(ApplicationProcess::awaitReady);
    }

    private void stop() {
        workers.forEach(ApplicationProcess::kill);
        apis.forEach(ApplicationProcess::kill);
        broker.close();
        database.close();
        disk.close();
        try {
            FileSystemUtils.deleteRecursively(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Holder {
        private static final RenderFarm SHARED = new RenderFarm();
    }
}
