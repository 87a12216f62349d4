package io.renderline.engine.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.renderline.core.message.MessageJson;

/**
 * One run of a zygote. Its standard input is a pipe that nothing is written to: however this JVM ends, the pipe's end
 * tells the zygote and all its sessions to end too.
 */
final class ZygoteProcess {
    private static final Logger LOG = LoggerFactory.getLogger(ZygoteProcess.class);

    private final Process process;
    private final Path socket;
    private final EngineLog log;
    private final CompletableFuture<Announcement> announced = new CompletableFuture<>();

    /** The line that a zygote prints when it listens. */
    record Announcement(boolean ready, int protocol, String engine, String version, long pid) {}

    private ZygoteProcess(Process process, Path socket, EngineLog log) {
        this.process = process;
        this.socket = socket;
        this.log = log;
    }

    static ZygoteProcess start(EngineKind kind, EngineCommand command, Path socket) throws IOException {
        ZygoteProcess zygote = new ZygoteProcess(command.zygote(kind, socket).start(), socket, new EngineLog(kind));
        Thread.ofVirtual().name("zygote-out").start(zygote::readAnnouncement);
        Thread.ofVirtual().name("zygote-err").start(zygote::readChatter);
        return zygote;
    }

    /**
     * Waits until it listens.
     *
     * @throws IOException with its last words when it has ended or said nothing
     */
    Announcement awaitReady(Duration timeout) throws IOException, InterruptedException {
        try {
            return announced.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            end();
            throw new IOException("It did not get ready within " + timeout.toSeconds() + " s: "
                    + String.join(" | ", lastLines()), e);
        }
    }

    Path socket() {
        return socket;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    List<String> lastLines() {
        return log.lastLines();
    }

    int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    /** Ends it and its sessions: by closing its input, and by force when that takes longer than a second. */
    void end() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void readAnnouncement() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("{") && !announced.isDone()) {
                    announced.complete(MessageJson.read(line.getBytes(StandardCharsets.UTF_8), Announcement.class));
                } else {
                    log.add(line);
                }
            }
        } catch (IOException e) {
            announced.completeExceptionally(e);
        } finally {
            announced.completeExceptionally(new IOException("Its output has ended"));
        }
    }

    private void readChatter() {
        try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
            err.lines().forEach(log::add);
        } catch (IOException | RuntimeException e) {
            LOG.debug("The chatter of zygote {} has ended: {}", pid(), e.toString());
        }
    }
}
