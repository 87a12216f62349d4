package io.renderline.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import io.renderline.testing.FreePort;
import io.renderline.testing.TestPython;

/** One packaged application in a process of its own, listening on a free port of 127.0.0.1. */
final class ApplicationProcess implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String name;
    private final Process process;
    private final Path log;
    private final URI url;

    private ApplicationProcess(String name, Process process, Path log, URI url) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.url = url;
    }

    /**
     * Starts an application; it may not be ready yet.
     *
     * @param jar relative to the project's folder
     * @param logs the folder for its log
     */
    static ApplicationProcess start(String name, String jar, Path logs, Map<String, String> environment) {
        try {
            int port = FreePort.find();
            Path log = logs.resolve(name + ".log");
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-jar",
                    Path.of(System.getProperty("renderline.project"), jar).toString());
            builder.environment().keySet().removeIf(key -> key.startsWith("RENDERLINE_"));
            builder.environment().putAll(environment);
            builder.environment().put("SERVER_PORT", Integer.toString(port));
            builder.redirectErrorStream(true).redirectOutput(log.toFile());
            return new ApplicationProcess(name, builder.start(), log, URI.create("http://127.0.0.1:" + port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts an api; it may not be ready yet. */
    static ApplicationProcess startApi(String name, Path logs, Map<String, String> environment) {
        return start(name, "api/target/renderline-api.jar", logs, environment);
    }

    /** Starts a worker, which gets a folder of its own in the home; it may not be ready yet. */
    static ApplicationProcess startWorker(String role, String name, Path logs, Map<String, String> environment) {
        Map<String, String> ofWorker = new HashMap<>(environment);
        ofWorker.put("RENDERLINE_ENGINE_PYTHON", TestPython.executable().toString());
        ofWorker.put("RENDERLINE_WORK_DIR", environment.get("RENDERLINE_HOME") + "/work/" + name);
        return start("worker-" + name, "render-worker-" + role + "/target/renderline-worker-" + role + ".jar", logs,
                ofWorker);
    }

    /** Waits until it says that it is ready; fails with its log when it ends instead. */
    ApplicationProcess awaitReady() {
        Awaitility.await(name + " is ready").atMost(START).pollInterval(Duration.ofMillis(200)).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException(name + " has ended:\n" + Files.readString(log));
            }
            return isReady();
        });
        return this;
    }

    URI url() {
        return url;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Where all that it says is kept. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It and everything that it has started, as of now. */
    List<ProcessHandle> family() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    }

    /** The Blender processes of a worker that were made for one scene or one task each. */
    List<ProcessHandle> blenderSessions() {
        return process.children().filter(child -> child.info().commandLine().orElse("").contains("--engine blender"))
                .flatMap(ProcessHandle::children).toList();
    }

    /** Stops it and everything that it has started, all at once and without their notice, until {@link #thaw}. */
    void freeze() {
        Signal.STOP.send(family());
    }

    /** Lets it go on. */
    void thaw() {
        Signal.CONT.send(family());
    }

    /** Ends it as the kernel does when memory runs out: without a chance to tidy up. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    @Override
    public void close() {
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(name + " does not stop; see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private boolean isReady() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/actuator/health/readiness")).build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
