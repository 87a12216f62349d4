package io.renderline.api.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server that a killed process has left running. Its process id stands in the first line of {@code postmaster.pid};
 * after a restart of the machine that number may belong to any other program, so nothing is stopped unless its command
 * line shows that it is a PostgreSQL of this data folder.
 */
final class LeftoverPostmaster {
    private static final Logger LOG = LoggerFactory.getLogger(LeftoverPostmaster.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private LeftoverPostmaster() {}

    /** Ends the server that still works in {@code data}, if there is one. Whoever calls holds the folder's lock. */
    static void endIn(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        Optional<Long> pid = processId(pidFile);
        if (pid.isEmpty()) {
            return;
        }
        Optional<ProcessHandle> running = ProcessHandle.of(pid.get());
        if (running.isPresent() && worksIn(running.get(), data)) {
            LOG.warn("A PostgreSQL server, process {}, was left running in {}; it is stopped", pid.get(), data);
            end(running.get());
        } else {
            // PostgreSQL refuses to start while the number in this file belongs to any living process
            LOG.info("Process {} in {} is no PostgreSQL of this folder any more; the file is removed", pid.get(),
                    pidFile);
        }
        Files.deleteIfExists(pidFile);
    }

    private static Optional<Long> processId(Path pidFile) throws IOException {
        try {
            List<String> lines = Files.readAllLines(pidFile);
            return lines.isEmpty() ? Optional.empty() : Optional.of(Long.valueOf(lines.getFirst().strip()));
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    static boolean worksIn(ProcessHandle process, Path data) {
        String command = process.info().commandLine().orElse("");
        return command.contains("postgres") && (command + " ").contains("-D " + data + " ");
    }

    /** SIGINT ends PostgreSQL without waiting for clients; SIGKILL is what its write-ahead log is for. */
    private static void end(ProcessHandle postmaster) throws IOException {
        List<ProcessHandle> backends = postmaster.descendants().toList();
        hasEnded(new ProcessBuilder("kill", "-INT", Long.toString(postmaster.pid())).start().toHandle(), PATIENCE);
        if (hasEnded(postmaster, PATIENCE)) {
            return;
        }
        postmaster.destroyForcibly();
        // New servers may not start while a backend of the old one is attached to its shared memory
        backends.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle process : backends) {
            hasEnded(process, PATIENCE);
        }
        if (!hasEnded(postmaster, PATIENCE)) {
            throw new IOException("Process " + postmaster.pid() + ", a PostgreSQL server left behind, cannot be ended");
        }
    }

    private static boolean hasEnded(ProcessHandle process, Duration patience) throws IOException {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while a leftover PostgreSQL was stopped", e);
        }
    }
}
