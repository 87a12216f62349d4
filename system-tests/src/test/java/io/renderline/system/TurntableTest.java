package io.renderline.system;

import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** From an uploaded STEP file to a film of it, on the packaged applications. */
class TurntableTest {
    private static final int FRAMES = 6;
    /** What lossy encoding may change of an area's colour, of 255. Along edges it is more: colour has half the resolution. */
    private static final double LOSS = 2.5;
    private static final int AREA = 8;

    private final RenderlineClient client = RunningRenderline.shared().client();
    @TempDir
    private Path folder;

    @Test
    void aFilmShowsEachFrameOnceInItsOrderAndColours() throws Exception {
        String model = client.upload(UniqueModel.named(folder, "turntable"));
        JsonNode ended = client.awaitEnd(client.submit(turntable(model, "mp4")));
        assertThat(ended.get("state").asString()).as(ended.toString()).isEqualTo("SUCCEEDED");
        JsonNode result = ended.get("results").get(0);
        assertThat(result.get("frames").asInt()).isEqualTo(FRAMES);
        assertThat(result.get("durationSeconds").asDouble()).isEqualTo(0.5);

        String zipped = client.submit(turntable(model, "zip"));
        List<BufferedImage> frames = unzipped(client.download(client.awaitEnd(zipped).get("results").get(0)));
        assertThat(client.views(zipped)).as("the frames of the first film").hasSize(FRAMES)
                .allMatch(view -> view.get("cached").asBoolean() && view.get("queue").asString().equals("heavy"));

        List<BufferedImage> film = DecodedFilm.frames(client.download(result), folder);
        assertThat(film).hasSize(FRAMES);
        for (int i = 0; i < FRAMES; i++) {
            assertThat(difference(areas(film.get(i)), areas(frames.get(i)))).as("frame %d", i).isLessThan(LOSS);
            assertThat(difference(frames.get(i), frames.get((i + 1) % FRAMES)))
                    .as("frame %d and the one after it, also around the end", i).isGreaterThan(1);
        }
    }

    private static String turntable(String model, String format) {
        return """
                {"kind":"turntable","model":"%s","width":64,"height":64,"samples":2,"denoise":false,"frames":%d,"fps":12,
                 "format":"%s"}"""
                .formatted(model, FRAMES, format);
    }

    private static List<BufferedImage> unzipped(byte[] zip) throws IOException {
        List<BufferedImage> images = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            while (in.getNextEntry() != null) {
                images.add(ImageIO.read(new ByteArrayInputStream(in.readAllBytes())));
            }
        }
        return images;
    }

    /** The mean colours of squares of {@value #AREA} px. */
    private static BufferedImage areas(BufferedImage image) {
        int width = image.getWidth() / AREA;
        int height = image.getHeight() / AREA;
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        small.createGraphics().drawImage(image.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), 0, 0,
                null);
        return small;
    }

    /** The mean over all channels of all pixels, of 255. */
    private static double difference(BufferedImage one, BufferedImage other) {
        long sum = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                for (int shift = 0; shift <= 16; shift += 8) {
                    sum += Math.abs((one.getRGB(x, y) >> shift & 0xff) - (other.getRGB(x, y) >> shift & 0xff));
                }
            }
        }
        return sum / (3.0 * one.getWidth() * one.getHeight());
    }
}
