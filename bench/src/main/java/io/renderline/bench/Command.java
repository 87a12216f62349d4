package io.renderline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A program that was run to its end.
 *
 * @param seconds from its start to its end
 * @param lines all that it wrote
 */
record Command(double seconds, List<String> lines) {

    /** @throws IllegalStateException when it does not end with 0; with all that it wrote */
    static Command run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path log = Files.createTempFile(folder, "command", ".log");
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        int status;
        try {
            status = process.waitFor();
        } finally {
            process.destroyForcibly();
        }
        double seconds = Benchmark.since(begin);
        List<String> lines = Files.readAllLines(log);
        if (status != 0) {
            throw new IllegalStateException(
                    String.join(" ", command) + " ended with " + status + ":\n" + String.join("\n", lines));
        }
        return new Command(seconds, lines);
    }
}
