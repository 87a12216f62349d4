package io.renderline.system;

import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What a player shows of a film, held against the frames that it is made of. */
final class PlayedFilm {
    /** What lossy encoding may change of an area's colour, of 255. Along edges it is more: colour has half the resolution. */
    private static final double LOSS = 2.5;
    private static final int AREA = 8;

    private final List<BufferedImage> shown;
    private final double seconds;

    private PlayedFilm(List<BufferedImage> shown, double seconds) {
        this.shown = shown;
        this.seconds = seconds;
    }

    /** Decodes an MP4; {@code folder} is an empty one. */
    static PlayedFilm of(byte[] mp4, Path folder) throws IOException, InterruptedException {
        assertThat(new String(mp4, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
        return new PlayedFilm(DecodedFilm.frames(mp4, folder), DecodedFilm.seconds(folder));
    }

    PlayedFilm lasts(double expected) {
        assertThat(seconds).as("seconds").isCloseTo(expected, within(0.001));
        return this;
    }

    /**
     * That it shows each of these frames once, in their order and colours, and none like the one before it.
     *
     * @param zip the same film as {@code zip}
     */
    PlayedFilm showsOnceEach(byte[] zip) {
        List<BufferedImage> frames = unzipped(zip);
        assertThat(shown).hasSameSizeAs(frames);
        for (int i = 0; i < frames.size(); i++) {
            assertThat(difference(areas(shown.get(i)), areas(frames.get(i)))).as("frame %d", i).isLessThan(LOSS);
            if (i > 0) {
                assertThat(difference(shown.get(i), shown.get(i - 1))).as("frame %d and the one before it", i)
                        .isGreaterThan(1);
            }
        }
        return this;
    }

    /** That it goes on from its last frame to its first without a halt. */
    void goesRound() {
        assertThat(difference(shown.getLast(), shown.getFirst())).as("the last frame and the first").isGreaterThan(1);
    }

    List<BufferedImage> frames() {
        return shown;
    }

    /** The frames of a film as {@code zip}. */
    static List<BufferedImage> unzipped(byte[] zip) {
        List<BufferedImage> images = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            while (in.getNextEntry() != null) {
                images.add(ImageIO.read(new ByteArrayInputStream(in.readAllBytes())));
            }
            return images;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
