package io.renderline.system;

import java.io.IOException;
import java.nio.file.Path;

import io.renderline.testing.TestPython;

import static org.assertj.core.api.Assertions.assertThat;

/** Files as users make them, with Blender. */
final class Blends {
    private static final Path SCRIPTS = Path.of("..", "render-engine", "src", "test", "python");

    private Blends() {}

    /** A text Title, a colour Accent and an image Logo; see {@code blend_templates.py}. */
    static Path template(Path folder) throws IOException, InterruptedException {
        return made("blend_templates.py", folder.resolve("intro.blend"));
    }

    /**
     * A green room of 64 x 36 px in which what stands for the product passes by from left to right, in every third of 11
     * frames, 8 each second; see {@code blend_studios.py}.
     */
    static Path movingStudio(Path folder) throws IOException, InterruptedException {
        return made("blend_studios.py", folder.resolve("pass-by.blend"));
    }

    /**
     * A ZIP with a scene of 48 x 32 px whose world is an image sequence: red in frame 1, green in 2, blue in 3; see
     * {@code blend_sequences.py}.
     */
    static Path colouredFrames(Path folder) throws IOException, InterruptedException {
        return made("blend_sequences.py", folder.resolve("film.zip"));
    }

    private static Path made(String script, Path file) throws IOException, InterruptedException {
        int exit = new ProcessBuilder(TestPython.executable().toString(), SCRIPTS.resolve(script).toString(),
                file.toString()).inheritIO().start().waitFor();
        assertThat(exit).isZero();
        return file;
    }
}
