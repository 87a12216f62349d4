package io.renderline.system;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** From an uploaded template to a film of it that is filled in, on the packaged applications. */
class ClipTest {
    private final RenderlineClient client = RunningRenderline.shared().client();
    @TempDir
    private Path folder;

    @Test
    void aTemplateIsFilledInAndPlayed() throws Exception {
        String blend = client.upload(Blends.template(folder));
        assertThat(client.put("/v1/templates/intro", "{\"asset\":\"" + blend + "\"}").status()).isEqualTo(201);
        JsonNode known = Awaitility.await("the template is inspected").atMost(RenderlineClient.JOB)
                .until(() -> client.get("/v1/templates/intro").body(), template -> template.has("parameters"));
        assertThat(known.at("/parameters/texts/0/name").asString()).isEqualTo("Title");

        RenderlineClient.Answer refused = client.post("/v1/jobs", clip("{\"texts\":{\"Titel\":\"x\"}}"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().get("detail").asString()).contains("which has the texts Title");
        JsonNode ended = client.awaitEnd(client.submit(
                clip("{\"texts\":{\"Title\":\"HHHHHHHHHH\"},\"colors\":{\"Accent\":\"#0000ff\"}}")));

        assertThat(ended.get("state").asString()).as(ended.toString()).isEqualTo("SUCCEEDED");
        assertThat(ended.at("/template/version").asInt()).isEqualTo(1);
        JsonNode result = ended.get("results").get(0);
        assertThat(result.get("frames").asInt()).isEqualTo(6);
        assertThat(result.get("durationSeconds").asDouble()).isEqualTo(0.5);
        assertThat(result.get("gpuUsed").asBoolean(true)).isFalse();
        assertThat(result.get("backend").asString()).isEqualTo("CPU");
        assertThat(result.get("renderSeconds").asDouble()).isPositive();
        List<BufferedImage> film = DecodedFilm.frames(client.download(result), folder);
        assertThat(film).hasSize(6);
        Color accent = new Color(film.get(3).getRGB(19, 15));
        assertThat(accent.getBlue()).as("what was red is blue: " + accent).isGreaterThan(200);
        assertThat(accent.getRed()).isLessThan(60);
        assertThat(brightest(film.get(3), 48, 28, 14, 7)).as("the text is longer than it was").isGreaterThan(120);
    }

    private static String clip(String parameters) {
        return """
                {"kind":"clip","template":"intro","duration":0.5,"fps":12,"resolution":"64x36","samples":1,"device":"cpu",
                 "parameters":%s}"""
                .formatted(parameters);
    }

    private static int brightest(BufferedImage image, int left, int top, int width, int height) {
        int most = 0;
        for (int y = top; y < top + height; y++) {
            for (int x = left; x < left + width; x++) {
                most = Math.max(most, new Color(image.getRGB(x, y)).getGreen());
            }
        }
        return most;
    }
}
