package io.renderline.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** From an uploaded .blend to a film of it, on the packaged applications. */
class AnimationTest {
    private static final Path BALL = Path.of("..", "samples", "bouncing_ball.blend");

    private final RenderlineClient client = RunningRenderline.shared().client();
    @TempDir
    private Path folder;

    @Test
    void aBlendBecomesAFilmOfItsFrames() {
        String scene = client.upload(BALL);

        JsonNode ended = client.awaitEnd(client
                .submit("""
                        {"kind":"animation","scene":"%s","startFrame":1,"endFrame":7,"frameSkip":2,"fps":12,"width":65,"height":48,
                         "samples":1,"camera":null,"engine":"cycles"}"""
                        .formatted(scene)));

        assertThat(ended.get("state").asString()).as(ended.toString()).isEqualTo("SUCCEEDED");
        JsonNode film = ended.get("results").get(0);
        assertThat(film.get("frames").asInt()).isEqualTo(4);
        assertThat(film.get("width").asInt()).as("an odd side is rounded").isEqualTo(64);
        assertThat(ended.get("notes").get(0).asString()).contains("64 x 48 px instead of 65 x 48 px");
        assertThat(new String(client.download(film), 4, 4, StandardCharsets.US_ASCII))
                .isEqualTo("ftyp");
    }

    @Test
    void aZipWithABlendIsAScene() throws IOException {
        Path zip = folder.resolve("ball.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("ball/ball.blend"));
            Files.copy(BALL, out);
        }

        JsonNode ended = client.awaitEnd(client.submit("""
                {"kind":"still","scene":"%s","frame":12,"height":36,"samples":1}""".formatted(client.upload(zip))));

        assertThat(ended.get("state").asString()).as(ended.toString()).isEqualTo("SUCCEEDED");
        assertThat(ended.get("results").get(0).get("width").asInt()).as("in the scene's proportion").isEqualTo(64);
    }

    @Test
    void aCameraThatIsNotThereEndsTheJobBeforeAnythingIsRendered() {
        String job = client.submit("""
                {"kind":"animation","scene":"%s","endFrame":3,"camera":"Top"}""".formatted(client.upload(BALL)));

        JsonNode ended = client.awaitEnd(job);

        assertThat(ended.get("state").asString()).isEqualTo("FAILED");
        assertThat(ended.get("error").get("message").asString()).contains("camera is 'Top'", "it has Camera");
        assertThat(client.tasksOf(job)).filteredOn(task -> task.get("type").asString().equals("render-frame"))
                .hasSize(3).allMatch(task -> task.get("state").asString().equals("CANCELLED"));
    }
}
