package io.renderline.api.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.renderline.api.settings.DatabaseAddress;
import io.renderline.api.settings.SettingException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A PostgreSQL server of our own, on loopback, whose data outlives it: {@code data} holds the database, {@code bin} the
 * unpacked programs, and {@code lock} keeps two processes from one home.
 *
 * <p>The server is a process of its own, so it survives this one when that is killed. The next start finds it by its
 * data folder and stops it before it starts another; PostgreSQL's write-ahead log makes that lose nothing.
 */
final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final Duration STARTUP = Duration.ofSeconds(60);
    private static final String USER = "postgres";

    private final EmbeddedPostgres server;
    private final FileChannel lock;

    private EmbeddedDatabase(EmbeddedPostgres server, FileChannel lock) {
        this.server = server;
        this.lock = lock;
    }

    /**
     * Starts the server whose data lies in {@code folder}, and makes an empty one at the first start.
     *
     * @throws SettingException when another process uses the folder
     */
    static EmbeddedDatabase start(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel lock = lock(folder.resolve("lock"));
        try {
            Path data = folder.resolve("data");
            LeftoverPostmaster.endIn(data);
            long begin = System.nanoTime();
            EmbeddedPostgres server = EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false)
                    .setOverrideWorkingDirectory(folder.resolve("bin").toFile()).setRegisterShutdownHook(false)
                    .setPGStartupWait(STARTUP).setLocaleConfig("locale", "C")
                    .setLocaleConfig("locale-provider", "builtin").setLocaleConfig("builtin-locale", "C.UTF-8")
                    .setServerConfig("listen_addresses", "127.0.0.1").setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on").setServerConfig("max_connections", "100")
                    .setOutputRedirector(ProcessBuilder.Redirect.appendTo(folder.resolve("postgres.log").toFile()))
                    .setErrorRedirector(ProcessBuilder.Redirect.appendTo(folder.resolve("postgres.log").toFile()))
                    .start();
            LOG.info("Embedded PostgreSQL in {} listens on 127.0.0.1:{} after {} ms", data, server.getPort(),
                    Duration.ofNanos(System.nanoTime() - begin).toMillis());
            return new EmbeddedDatabase(server, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    DatabaseAddress address() {
        return new DatabaseAddress("jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres", USER, null);
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            server.close();
        }
    }

    /** The operating system lets go of the lock when this process ends, however it ends. */
    private static FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable
        FileLock held;
        try {
            held = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            held = null;
        }
        if (held == null) {
            channel.close();
            throw new SettingException("Another Renderline uses the embedded database in " + file.getParent() + ".",
                    "Stop it, give this one another RENDERLINE_HOME, or let both use one server by RENDERLINE_DB_URL.");
        }
        return channel;
    }
}
