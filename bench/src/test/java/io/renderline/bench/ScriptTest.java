package io.renderline.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ScriptTest {
    @TempDir
    private Path home;

    @BeforeEach
    void makeFolder() throws IOException {
        Files.createDirectories(home.resolve("bench"));
    }

    @Test
    void aScriptSaysInItsLastLineHowItWent() throws Exception {
        write("good", "echo 'Fra:1'\necho '{\"imported\": '$1'}'");

        Script.Run run = script().run("good", 1.5);

        assertThat(run.said().get("imported").asDouble()).isEqualTo(1.5);
        assertThat(run.seconds()).isPositive();
    }

    @Test
    void whatWentWrongIsShown() throws Exception {
        write("bad", "echo 'no such file' >&2\nexit 3");
        write("mute", "echo 'Saved'");

        assertThatThrownBy(() -> script().run("bad")).hasMessageContaining("ended with 3:\nno such file");
        assertThatThrownBy(() -> script().run("mute")).hasMessageContaining("has not said how it went:\nSaved");
    }

    @Test
    void framesByHandAreEncodedAsAnybodyWould() {
        assertThat(Script.encoding(Path.of("/frames"), 24)).containsSequence("-framerate", "24", "-i",
                "/frames/%04d.png", "-c:v", "libx264", "-pix_fmt", "yuv420p", "/frames/film.mp4");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(home.resolve("bench").resolve(name), text);
    }

    /** A shell in Python's place: what is run does not matter here. */
    private Script script() {
        URI nowhere = URI.create("http://127.0.0.1:9");
        return new Script(new Settings(nowhere, nowhere, home, Path.of("/bin/sh"), home.resolve("bench"), home, home,
                home, Map.of()));
    }
}
