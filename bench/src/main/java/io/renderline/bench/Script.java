package io.renderline.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs what is written by hand: a fresh Python process for each call, and FFmpeg. */
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
            command.add(String.valueOf(argument));
        }
        Command ended = Command.run(settings.folder(""), command);
        if (ended.lines().isEmpty() || !ended.lines().getLast().startsWith("{")) {
            throw new IllegalStateException(name + " has not said how it went:\n" + String.join("\n", ended.lines()));
        }
        return new Run(ended.seconds(), JsonMapper.builder().build().readTree(ended.lines().getLast()));
    }

    /** Makes {@code film.mp4} of the frames {@code 0001.png} and so on in a folder; the seconds that it took. */
    double film(Path frames, int fps) throws IOException, InterruptedException {
        return Command.run(settings.folder(""), encoding(frames, fps)).seconds();
    }

    /** As anybody would write it. */
    static List<String> encoding(Path frames, int fps) {
        return List.of("ffmpeg", "-nostdin", "-y", "-framerate", Integer.toString(fps), "-i",
                frames.resolve("%04d.png").toString(), "-c:v", "libx264", "-pix_fmt", "yuv420p",
                frames.resolve("film.mp4").toString());
    }
}
