package io.renderline.engine.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.renderline.core.failure.FailureCode;
import io.renderline.core.failure.TaskFailedException;
import io.renderline.core.media.ImageFormat;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.View;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

class ImageEncoderTest {
    private static final int WIDTH = 21;
    private static final int HEIGHT = 13;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"3,false", "3,true", "4,false", "4,true"})
    void pngHoldsEveryPixelWhateverTheOrderOfRows(int bytesPerPixel, boolean topDown) throws IOException {
        Path raw = new RawPicture(WIDTH, HEIGHT, bytesPerPixel, topDown).write(folder.resolve("raw"));

        BufferedImage image = read(encode(raw, view(ImageFormat.PNG, false)));

        assertThat(image.getColorModel().hasAlpha()).isFalse();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                assertThat(image.getRGB(x, y)).isEqualTo(RawPicture.colourAt(x, y) | 0xff000000);
            }
        }
    }

    @Test
    void aTransparentPngKeepsAlpha() throws IOException {
        Path raw = new RawPicture(WIDTH, HEIGHT, 4, false).write(folder.resolve("raw"));

        BufferedImage image = read(encode(raw, view(ImageFormat.PNG, true)));

        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                assertThat(image.getRGB(x, y)).isEqualTo(RawPicture.colourAt(x, y));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = ImageFormat.class, names = {"WEBP", "JPEG"})
    void aLossyFormatShowsTheSamePictureWithoutAlpha(ImageFormat format) throws IOException {
        Path raw = new RawPicture(WIDTH, HEIGHT, 4, false).write(folder.resolve("raw"));

        BufferedImage image = read(encode(raw, view(format, false)));

        assertThat(image.getColorModel().hasAlpha()).isFalse();
        assertThat(meanDifference(image)).isLessThan(20);
    }

    @Test
    void aTransparentWebpKeepsAlphaExactly() throws IOException {
        Path raw = new RawPicture(WIDTH, HEIGHT, 4, false).write(folder.resolve("raw"));

        BufferedImage image = read(encode(raw, view(ImageFormat.WEBP, true)));

        assertThat(image.getRGB(5, 7) >>> 24).isEqualTo(RawPicture.colourAt(5, 7) >>> 24);
        assertThat(image.getRGB(20, 0) >>> 24).isEqualTo(RawPicture.colourAt(20, 0) >>> 24);
    }

    @ParameterizedTest
    @EnumSource(value = ImageFormat.class, names = {"PNG", "WEBP", "JPEG"})
    void theSamePixelsGiveTheSameBytes(ImageFormat format) throws IOException {
        Path bottomUp = new RawPicture(WIDTH, HEIGHT, 4, false).write(folder.resolve("one"));
        Path topDown = new RawPicture(WIDTH, HEIGHT, 3, true).write(folder.resolve("other"));

        byte[] first = Files.readAllBytes(ImageEncoder.encode(bottomUp, view(format, false), folder.resolve("a")));
        byte[] second = Files.readAllBytes(ImageEncoder.encode(topDown, view(format, false), folder.resolve("b")));

        assertThat(second).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({"PNG,89504e47", "WEBP,52494646", "JPEG,ffd8ffe0"})
    void theFileIsWhatItsFormatSays(ImageFormat format, String magic) throws IOException {
        Path raw = new RawPicture(WIDTH, HEIGHT, 3, false).write(folder.resolve("raw"));

        assertThat(Files.readAllBytes(encode(raw, view(format, false)))).inHexadecimal()
                .startsWith(HexFormat.of().parseHex(magic));
    }

    @Test
    void aPngHoldsNothingButPixels() throws IOException {
        Path raw = new RawPicture(WIDTH, HEIGHT, 3, false).write(folder.resolve("raw"));

        String png = Files.readString(encode(raw, view(ImageFormat.PNG, false)), StandardCharsets.ISO_8859_1);

        assertThat(png).contains("IHDR", "IDAT", "IEND").doesNotContain("tEXt", "tIME", "iTXt", "pHYs");
    }

    @Test
    void anExrIsStoredAsBlenderWroteIt() throws IOException {
        Path raw = Files.writeString(folder.resolve("raw"), "exr");

        assertThat(encode(raw, view(ImageFormat.EXR, true))).isEqualTo(raw);
        assertThat(ImageEncoder.engineEncoding(ImageFormat.EXR)).isEqualTo("exr");
        assertThat(ImageEncoder.engineEncoding(ImageFormat.WEBP)).isEqualTo("targa");
    }

    @Test
    void aPictureOfAnotherSizeIsRefused() throws IOException {
        Path raw = new RawPicture(WIDTH + 1, HEIGHT, 3, false).write(folder.resolve("raw"));

        assertThatExceptionOfType(TaskFailedException.class)
                .isThrownBy(() -> encode(raw, view(ImageFormat.PNG, false))).satisfies(failed -> {
                    assertThat(failed.failure().code()).isEqualTo(FailureCode.ENGINE_ERROR);
                    assertThat(failed.failure().message()).contains("22 x 13 px", "21 x 13 px");
                });
    }

    @ParameterizedTest
    @CsvSource({"2,10,run-length", "16,16,bits", "17,16,right to left", "1,1,colour map", "12,0,0 x"})
    void aFileThatIsNotWhatWasAskedForIsRefused(int at, byte value, String what) throws IOException {
        byte[] bytes = Files.readAllBytes(new RawPicture(WIDTH, HEIGHT, 3, false).write(folder.resolve("raw")));
        bytes[at] = value;

        assertThatIOException().as(what)
                .isThrownBy(() -> encode(Files.write(folder.resolve("bad"), bytes), view(ImageFormat.PNG, false)));
    }

    @Test
    void aTruncatedFileIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(new RawPicture(WIDTH, HEIGHT, 3, false).write(folder.resolve("raw")));
        byte[] half = Arrays.copyOf(bytes, bytes.length / 2);

        assertThatIOException()
                .isThrownBy(() -> encode(Files.write(folder.resolve("half"), half), view(ImageFormat.PNG, false)))
                .withMessageContaining("ends within its pixels");
    }

    @Test
    void aWebpThatIsTooLargeIsRefusedBeforeItIsRendered() {
        View view = new View(16_384, 10, 0, 0, 1, false, false, 0, ImageFormat.WEBP, DevicePolicy.AUTO);

        assertThatExceptionOfType(TaskFailedException.class).isThrownBy(() -> ImageEncoder.requireWritable(view))
                .satisfies(failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.INVALID_PARAMETERS));
    }

    private Path encode(Path raw, View view) throws IOException {
        return ImageEncoder.encode(raw, view, folder.resolve("encoded"));
    }

    private static View view(ImageFormat format, boolean transparent) {
        return new View(WIDTH, HEIGHT, 0, 0, 1, false, transparent, 0, format, DevicePolicy.AUTO);
    }

    private static BufferedImage read(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image).as("a picture in " + file).isNotNull();
        return image;
    }

    private static double meanDifference(BufferedImage image) {
        long sum = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                for (int shift = 0; shift < 24; shift += 8) {
                    sum += Math.abs(
                            ((image.getRGB(x, y) >> shift) & 0xff) - ((RawPicture.colourAt(x, y) >> shift) & 0xff));
                }
            }
        }
        return sum / (3.0 * WIDTH * HEIGHT);
    }
}
