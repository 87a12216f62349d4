package io.renderline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A PostgreSQL that belongs to one test and may be stopped and started again on the same port and data. */
public final class PrivateDatabase implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(1);
    private static final Duration STOP = Duration.ofSeconds(30);

    private final Path data;
    private final int port = FreePort.find();
    private EmbeddedPostgres server;

    private PrivateDatabase(Path data) {
        this.data = data;
        this.server = launch();
    }

    /** Starts one in an empty folder. */
    // It ends with this process if it is not closed before.
    @SuppressWarnings("resource")
    public static PrivateDatabase start(Path folder) {
        PrivateDatabase database = new PrivateDatabase(folder);
        Runtime.getRuntime().addShutdownHook(new Thread(database::close));
        return database;
    }

    /** {@code postgresql://user:password@host:port/database}; the same after each restart. */
    public String url() {
        return "postgresql://postgres:postgres@127.0.0.1:" + port + "/postgres";
    }

    /** For the tests' own questions. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres&password=postgres";
    }

    /** The first process of the server; the others are its children. */
    public ProcessHandle postmaster() {
        try {
            String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip();
            return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it without a chance to write anything, as {@code pg_ctl stop -m immediate} does. */
    public void stopImmediately() {
        ProcessHandle postmaster = postmaster();
        try {
            new ProcessBuilder("kill", "-QUIT", Long.toString(postmaster.pid())).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await("PostgreSQL ends").atMost(STOP).until(() -> !postmaster.isAlive());
    }

    /** Starts it again after {@link #stopImmediately}. */
    public void restart() {
        close();
        server = launch();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EmbeddedPostgres launch() {
        try {
            return EmbeddedPostgres.builder().setPort(port).setDataDirectory(data).setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false).setServerConfig("listen_addresses", "127.0.0.1")
                    .setPGStartupWait(START).start();
        } catch (IOException e) {
            throw new UncheckedIOException("The private PostgreSQL did not start", e);
        }
    }
}
