package io.renderline.system;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import tools.jackson.databind.JsonNode;

/** From an uploaded .blend to a film of it, on the packaged applications. */
class AnimationTest {
    private static final Path BALL = Path.of("..", "samples", "bouncing_ball.blend");

    private final RenderlineClient client = RunningRenderline.shared().client();
    @TempDir
    private Path folder;

    @Test
    void aBlendBecomesAFilmOfItsFrames() throws Exception {
        String film = """
                {"kind":"animation","scene":"%s","startFrame":1,"endFrame":7,"frameSkip":2,"fps":12,"width":65,"height":48,
                 "samples":1,"camera":null,"engine":"cycles","format":"FORMAT"}"""
                .formatted(client.upload(BALL));

        JsonNode ended = succeeded(film.replace("FORMAT", "mp4"));

        JsonNode result = ended.get("results").get(0);
        assertThat(result.get("frames").asInt()).isEqualTo(4);
        assertThat(result.get("width").asInt()).as("an odd side is rounded").isEqualTo(64);
        assertThat(ended.get("notes").get(0).asString()).contains("64 x 48 px instead of 65 x 48 px");
        PlayedFilm.of(client.download(result), folder).lasts(4 / 12.0)
                .showsOnceEach(client.download(succeeded(film.replace("FORMAT", "zip")).at("/results/0")));
    }

    @Test
    void aProductMovesThroughItsStudioAsTheFileDoes() throws Exception {
        String model = client.upload(UniqueModel.named(folder, "animated product"));
        String studio = client.upload(Blends.movingStudio(folder));
        assertThat(client.put("/v1/products/M-1", """
                {"cadFile":"%s","studio":"%s"}""".formatted(model, studio)).status()).isEqualTo(201);
        for (String format : List.of("mp4", "zip")) {
            assertThat(client.post("/v1/output-types", """
                    {"name":"pass-by-%1$s","kind":"animation","samples":2,"denoise":false,"format":"%1$s"}"""
                    .formatted(format)).status()).isEqualTo(201);
        }

        JsonNode ended = succeeded("{\"product\":\"M-1\",\"outputType\":\"pass-by-mp4\"}");
        JsonNode frames = succeeded("{\"product\":\"M-1\",\"outputType\":\"pass-by-zip\"}");

        assertThat(client.views(frames.get("id").asString())).hasSize(4)
                .allMatch(view -> view.get("cached").asBoolean());
        JsonNode result = ended.get("results").get(0);
        assertThat(result.get("frames").asInt()).as("1, 4, 7 and 10 of the studio's 1 to 11").isEqualTo(4);
        assertThat(result.get("gpuUsed").asBoolean(true)).isFalse();
        assertThat(result.get("backend").asString()).isEqualTo("CPU");
        assertThat(result.get("renderSeconds").asDouble()).isPositive();
        List<BufferedImage> shown = PlayedFilm.of(client.download(result), folder).lasts(4 / 8.0)
                .showsOnceEach(client.download(frames.at("/results/0"))).frames();
        assertThat(color(shown.getFirst(), 1, 1).getGreen()).as("the studio's world").isBetween(170, 200);
        assertThat(middle(shown.getFirst())).as("it comes in from the left").isCloseTo(22, within(2.0));
        assertThat(middle(shown.getLast())).as("and is on the right when the film ends").isCloseTo(40, within(2.0));
    }

    private JsonNode succeeded(String request) {
        JsonNode ended = client.awaitEnd(client.submit(request));
        assertThat(ended.get("state").asString()).as(ended.toString()).isEqualTo("SUCCEEDED");
        return ended;
    }

    /** The column, px, around which the product is before its studio's green. */
    private static double middle(BufferedImage image) {
        return IntStream.range(0, image.getWidth() * image.getHeight())
                .filter(pixel -> color(image, pixel % image.getWidth(), pixel / image.getWidth()).getGreen() < 150)
                .map(pixel -> pixel % image.getWidth()).average().orElseThrow();
    }

    private static Color color(BufferedImage image, int x, int y) {
        return new Color(image.getRGB(x, y));
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
    void anImageSequenceInAZipIsShownFrameByFrame() throws Exception {
        String scene = client.upload(Blends.colouredFrames(folder));

        JsonNode ended = succeeded("""
                {"kind":"animation","scene":"%s","startFrame":1,"endFrame":3,"format":"zip"}""".formatted(scene));

        assertThat(PlayedFilm.unzipped(client.download(ended.at("/results/0"))))
                .extracting(frame -> color(frame, 24, 16)).containsExactly(Color.RED, Color.GREEN, Color.BLUE);
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
