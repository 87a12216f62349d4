package io.renderline.system;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

import static org.assertj.core.api.Assertions.assertThat;

/** What a player shows of a film. */
final class DecodedFilm {
    private DecodedFilm() {}

    /** Every frame once, in order; {@code folder} is an empty one. */
    static List<BufferedImage> frames(byte[] film, Path folder) throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("film.mp4"), film);
        int exit = new ProcessBuilder("ffmpeg", "-v", "error", "-nostdin", "-i", file.toString(), "-vsync",
                "passthrough", folder.resolve("%03d.png").toString()).inheritIO().start().waitFor();
        assertThat(exit).isZero();
        List<BufferedImage> images = new ArrayList<>();
        for (int i = 1; Files.exists(folder.resolve("%03d.png".formatted(i))); i++) {
            images.add(ImageIO.read(folder.resolve("%03d.png".formatted(i)).toFile()));
        }
        return images;
    }

    /** How long the film plays that was decoded in {@code folder}, s. */
    static double seconds(Path folder) throws IOException, InterruptedException {
        Process probe = new ProcessBuilder("ffprobe", "-v", "error", "-show_entries", "format=duration", "-of",
                "csv=p=0", folder.resolve("film.mp4").toString()).redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(probe.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        assertThat(probe.waitFor()).isZero();
        return Double.parseDouble(said);
    }
}
