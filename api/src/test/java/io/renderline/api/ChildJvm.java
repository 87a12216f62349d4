package io.renderline.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Java process of its own on the tests' class path, to be killed. */
public final class ChildJvm implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final Process process;
    private final BufferedReader output;
    private final StringBuilder seen = new StringBuilder();

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts {@code main} with these options of the JVM, environment variables and arguments. */
    public static ChildJvm start(Class<?> main, List<String> options, Map<String, String> environment,
            String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        command.addAll(options);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new ChildJvm(builder.start());
    }

    /** Reads what it prints until a line has {@code pattern}. */
    public MatchResult waitFor(Pattern pattern) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            seen.append(line).append('\n');
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                Thread.ofVirtual().start(this::drain);
                return matcher.toMatchResult();
            }
        }
        throw new AssertionError("The process ended without '" + pattern + "':\n" + seen);
    }

    /** How a process ended, and all that it printed. */
    public record Ending(int status, String output) {}

    /** Waits until it ends by itself. */
    public Ending awaitEnd() {
        output.lines().forEach(line -> seen.append(line).append('\n'));
        return new Ending(process.onExit().join().exitValue(), seen.toString());
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Ends it in good order. */
    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            kill();
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    /** A process whose output nobody reads stands still when the pipe is full. */
    private void drain() {
        try {
            output.lines().forEach(line -> {});
        } catch (java.io.UncheckedIOException e) {
            // it has ended
            return;
        }
    }
}
