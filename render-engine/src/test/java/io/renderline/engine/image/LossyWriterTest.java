package io.renderline.engine.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.luciad.imageio.webp.WebPWriteParam;

import static org.assertj.core.api.Assertions.assertThat;

/** How pictures are compressed, against libwebp told the same by hand. */
class LossyWriterTest {
    private static final int SIDE = 64;

    @TempDir
    private Path folder;

    @Test
    void webpIsOfQuality90AndMethod4() throws IOException {
        BufferedImage image = grain();
        Path written = folder.resolve("picture.webp");
        LossyWriter.writeWebp(image, written);

        assertThat(Files.readAllBytes(written)).isEqualTo(byHand(image, 0.9f, 4))
                .isNotEqualTo(byHand(image, 0.89f, 4)).isNotEqualTo(byHand(image, 0.91f, 4))
                .isNotEqualTo(byHand(image, 0.9f, 3)).isNotEqualTo(byHand(image, 0.9f, 5));
    }

    private byte[] byHand(BufferedImage image, float quality, int method) throws IOException {
        Path file = Files.createTempFile(folder, "by-hand", ".webp");
        ImageWriter writer = ImageIO.getImageWritersByFormatName("webp").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            WebPWriteParam parameters = (WebPWriteParam) writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionType("Lossy");
            parameters.setCompressionQuality(quality);
            parameters.setMethod(method);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return Files.readAllBytes(file);
    }

    /** Something that every setting compresses in a way of its own. */
    private static BufferedImage grain() {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(7);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int grey = 2 * x + y + random.nextInt(40);
                image.setRGB(x, y, grey << 16 | grey << 8 | (255 - grey));
            }
        }
        return image;
    }
}
