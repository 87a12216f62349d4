package io.renderline.engine.testbed;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.imageio.ImageIO;

/** A film taken apart again by FFmpeg, as a player would. */
public final class DecodedFilm {
    private final Map<String, String> facts;
    private final List<BufferedImage> frames;

    private DecodedFilm(Map<String, String> facts, List<BufferedImage> frames) {
        this.facts = facts;
        this.frames = frames;
    }

    public static DecodedFilm of(byte[] film, String extension) {
        try {
            Path folder = TestEngines.shortFolder();
            Path file = Files.write(folder.resolve("film." + extension), film);
            Map<String, String> facts = new HashMap<>();
            new String(output("ffprobe", "-v", "error", "-show_streams", "-show_format", "-of", "default=nw=1",
                    file.toString()), StandardCharsets.UTF_8).lines().map(line -> line.split("=", 2))
                    .filter(pair -> pair.length == 2 && !pair[1].equals("N/A"))
                    .forEach(pair -> facts.put(pair[0], pair[1]));
            output("ffmpeg", "-v", "error", "-nostdin", "-i", file.toString(), "-vsync", "passthrough", "-vf",
                    "format=rgb24", folder.resolve("%03d.png").toString());
            List<BufferedImage> frames = new ArrayList<>();
            for (int i = 1; Files.exists(folder.resolve("%03d.png".formatted(i))); i++) {
                frames.add(ImageIO.read(folder.resolve("%03d.png".formatted(i)).toFile()));
            }
            return new DecodedFilm(facts, frames);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] output(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        process.getInputStream().transferTo(said);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + said);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return said.toByteArray();
    }

    /** What ffprobe says, e.g. of {@code color_space}. */
    public String fact(String name) {
        return facts.getOrDefault(name, "");
    }

    /** How long it plays, s. */
    public double seconds() {
        return Double.parseDouble(fact("duration"));
    }

    public List<BufferedImage> frames() {
        return frames;
    }

    /** How much two pictures differ: the mean over all channels of all pixels, 0 to 255. */
    public static double difference(BufferedImage one, BufferedImage other) {
        long sum = 0;
        int width = Math.min(one.getWidth(), other.getWidth());
        int height = Math.min(one.getHeight(), other.getHeight());
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int shift = 0; shift <= 16; shift += 8) {
                    sum += Math.abs((one.getRGB(x, y) >> shift & 0xff) - (other.getRGB(x, y) >> shift & 0xff));
                }
            }
        }
        return sum / (3.0 * width * height);
    }
}
