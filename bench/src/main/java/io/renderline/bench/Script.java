package io.renderline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs what is written by hand: a fresh Python process for each call. */
final class Script {
    private final Settings settings;

    Script(Settings settings) {
        this.settings = settings;
    }

    /**
     * How it went.
     *
     * @param seconds from the start of the process to its end
     * @param said what it tells of itself
     */
    record Run(double seconds, JsonNode said) {}

    Run run(String name, Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(settings.python().toString(), settings.scripts().resolve(name).toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Path log = Files.createTempFile(settings.folder(""), "script", ".log");
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        int status;
        try {
            status = process.waitFor();
        } finally {
            process.destroyForcibly();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        List<String> lines = Files.readAllLines(log);
        if (status != 0 || lines.isEmpty() || !lines.getLast().startsWith("{")) {
            throw new IllegalStateException(name + " ended with " + status + ":\n" + String.join("\n", lines));
        }
        return new Run(seconds, JsonMapper.builder().build().readTree(lines.getLast()));
    }
}
