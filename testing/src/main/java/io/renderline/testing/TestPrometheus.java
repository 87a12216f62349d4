package io.renderline.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** A real Prometheus: the one that {@code RENDERLINE_TEST_PROMETHEUS} names, else the system's. */
public final class TestPrometheus {
    private static final String VARIABLE = "RENDERLINE_TEST_PROMETHEUS";
    private static final Path OF_THE_SYSTEM = Path.of("/usr/bin/prometheus");

    private TestPrometheus() {}

    /** The server's path. */
    public static Path executable() {
        return executable("prometheus");
    }

    /** The path of {@code promtool}, which comes with the server. */
    public static Path tool() {
        return executable("promtool");
    }

    private static Path executable(String name) {
        String named = System.getenv(VARIABLE);
        Path server = named == null || named.isBlank() ? OF_THE_SYSTEM : Path.of(named);
        Path found = server.resolveSibling(name);
        if (!Files.isExecutable(found)) {
            throw new IllegalStateException("These tests need Prometheus, and " + found + " is none. Set " + VARIABLE
                    + " to its path, install Debian's package prometheus, or run ./renderline test.");
        }
        return found;
    }
}
