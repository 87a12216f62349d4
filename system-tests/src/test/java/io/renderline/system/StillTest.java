package io.renderline.system;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** From an uploaded STEP file to a picture, on the packaged applications. */
class StillTest {
    private final RenderlineClient client = RunningRenderline.shared().client();
    @TempDir
    private Path folder;

    @Test
    void aStepFileBecomesAPictureThatShowsIt() throws IOException {
        String job = client.submit(still(model("picture"), 128, 96, 0, ""));

        JsonNode ended = client.awaitEnd(job);

        assertThat(ended.get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(ended.get("progress").asDouble()).isEqualTo(1.0);
        JsonNode result = ended.get("results").get(0);
        assertThat(result.get("mimeType").asString()).isEqualTo("image/png");
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(client.download(result)));
        assertThat(picture.getWidth()).isEqualTo(128);
        assertThat(picture.getHeight()).isEqualTo(96);
        assertThat(redShare(picture)).as("share of red pixels: the cube is red").isBetween(0.05, 0.7);
    }

    @Test
    void aSecondViewFindsTheSceneAndIsRenderedByTheSameBlender() throws IOException {
        String model = model("second view");
        String first = client.submit(still(model, 64, 64, 10, ""));
        client.awaitEnd(first);

        String second = client.submit(still(model, 64, 64, 100, ""));
        client.awaitEnd(second);

        assertThat(client.task(second, "tessellate").get("cached").asBoolean()).isTrue();
        assertThat(client.task(second, "prepare-scene").get("cached").asBoolean()).isTrue();
        JsonNode view = client.task(second, "render-view");
        assertThat(view.get("cached").asBoolean()).isFalse();
        assertThat(view.get("warm").asBoolean()).isTrue();
        assertThat(view.get("engineProcess").asLong())
                .isEqualTo(client.task(first, "render-view").get("engineProcess").asLong());
    }

    @Test
    void theSameViewTwiceIsOneMediaAsset() throws IOException {
        String request = still(model("twice"), 64, 64, 10, "");
        JsonNode first = client.awaitEnd(client.submit(request));

        RenderlineClient.Answer answer = client.post("/v1/jobs", request);

        assertThat(answer.body().get("state").asString()).as("done before it is answered").isEqualTo("SUCCEEDED");
        assertThat(answer.body().get("tasks").get("cached").asInt()).isEqualTo(3);
        assertThat(answer.body().get("results").get(0).get("assetId"))
                .isEqualTo(first.get("results").get(0).get("assetId"));
    }

    @Test
    void aPictureOf512IsMadeByTheLightWorkerWith64Samples() throws IOException {
        String job = client.submit("""
                {"kind":"still","model":"%s","width":512,"height":512,"denoise":false}""".formatted(model("light")));

        assertThat(client.awaitEnd(job).get("state").asString()).isEqualTo("SUCCEEDED");
        JsonNode view = client.task(job, "render-view");
        assertThat(view.get("queue").asString()).isEqualTo("light");
        assertThat(view.get("params").get("samples").asInt()).isEqualTo(64);
        assertThat(view.get("worker").asString()).contains("light");
    }

    @Test
    void aPictureOf2048RunsOnTheHeavyWorkerWith256SamplesUntilItIsCancelled() throws IOException {
        String job = client.submit("""
                {"kind":"still","model":"%s","width":2048,"height":2048}""".formatted(model("huge")));

        JsonNode view = client.awaitTask(job, "render-view", "RUNNING");
        assertThat(view.get("queue").asString()).isEqualTo("heavy");
        assertThat(view.get("params").get("samples").asInt()).isEqualTo(256);
        assertThat(view.get("worker").asString()).contains("heavy");
        client.post("/v1/jobs/" + job + "/cancel", "");

        assertThat(client.awaitEnd(job).get("state").asString()).isEqualTo("CANCELLED");
        String next = client.submit(still(model("after the cancelled one"), 1030, 64, 0, ""));
        JsonNode ended = client.awaitEnd(next);
        assertThat(ended.get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(ended.get("results").get(0).get("width").asInt()).isEqualTo(1030);
        assertThat(client.task(next, "render-view").get("worker").asString()).contains("heavy");
        assertThat(client.task(next, "render-view").get("device").get("type").asString()).isIn("cpu", "gpu");
    }

    @Test
    void aJobThatNeedsAGpuSaysThatThereIsNone() throws IOException {
        boolean hasGpu = client.get("/v1/workers").body().toString().contains("\"gpu\"");
        String job = client.submit(still(model("gpu"), 64, 64, 0, ",\"device\":\"gpu\""));

        JsonNode ended = client.awaitEnd(job);

        if (hasGpu) {
            assertThat(client.task(job, "render-view").get("device").get("type").asString()).isEqualTo("gpu");
        } else {
            assertThat(ended.get("state").asString()).isEqualTo("FAILED");
            assertThat(ended.get("error").get("code").asString()).isEqualTo("GPU_REQUIRED");
        }
    }

    /** A model that no other test has, so that nothing of it is cached. */
    private String model(String name) throws IOException {
        String step = Files.readString(RenderlineClient.model("cube_and_cylinder.step"));
        Path file = folder.resolve(name.replace(' ', '-') + ".step");
        Files.writeString(file, step.replace("ISO-10303-21;\nHEADER;", "ISO-10303-21;\n/* " + name + " */\nHEADER;"),
                StandardCharsets.UTF_8);
        assertThat(Files.readString(file)).contains(name);
        return client.upload(file);
    }

    private static String still(String model, int width, int height, double azimuth, String more) {
        return """
                {"kind":"still","model":"%s","width":%d,"height":%d,"samples":2,"denoise":false,
                 "views":[{"azimuth":%s,"elevation":20}]%s}""".formatted(model, width, height, azimuth, more);
    }

    private static double redShare(BufferedImage picture) {
        int red = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int rgb = picture.getRGB(x, y);
                int r = (rgb >> 16) & 0xff;
                int g = (rgb >> 8) & 0xff;
                int b = rgb & 0xff;
                if (r > 2 * g && r > 2 * b && r > 60) {
                    red++;
                }
            }
        }
        return (double) red / (picture.getWidth() * picture.getHeight());
    }
}
