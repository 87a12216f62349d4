package io.renderline.engine.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Targa files of 1 x 2 px, as Blender writes them and otherwise. */
class TargaImageTest {
    private static final int ID_LENGTH = 0;
    private static final int COLOUR_MAP = 1;
    private static final int TYPE = 2;
    private static final int WIDTH = 12;
    private static final int HEIGHT = 14;
    private static final int BITS = 16;
    private static final int DESCRIPTOR = 17;

    @TempDir
    private Path folder;

    @Test
    void rowsAreReadFromTheTopWhicheverComesFirstInTheFile() throws IOException {
        assertThat(rgba(picture(32, 0, 1, 2, 3, 4, 5, 6, 7, 8), 0)).containsExactly(7, 6, 5, 8);
        assertThat(rgba(picture(32, 0x20, 1, 2, 3, 4, 5, 6, 7, 8), 0)).containsExactly(3, 2, 1, 4);
        assertThat(rgba(picture(32, 0x20, 1, 2, 3, 4, 5, 6, 7, 8), 1)).containsExactly(7, 6, 5, 8);
    }

    @Test
    void aPictureWithoutAlphaIsOpaque() throws IOException {
        assertThat(rgba(picture(24, 0x20, 1, 2, 3, 4, 5, 6), 0)).containsExactly(3, 2, 1, -1);
    }

    @Test
    void alphaIsLeftOutWhereNobodyWantsIt() throws IOException {
        try (TargaImage image = TargaImage.open(stored(picture(32, 0x20, 1, 2, 3, 4, 5, 6, 7, 8)))) {
            byte[] row = new byte[3];
            image.readRgb(1, row);

            assertThat(row).containsExactly(7, 6, 5);
        }
    }

    @Test
    void whatStandsBeforeThePixelsIsPassedOver() throws IOException {
        byte[] picture = picture(24, 0x20, 9, 9, 1, 2, 3, 4, 5, 6);
        picture[ID_LENGTH] = 2;

        assertThat(rgba(picture, 1)).containsExactly(6, 5, 4, -1);
    }

    static List<Arguments> faults() {
        return List.of(arguments(TYPE, 10, "its image type is 10"), arguments(COLOUR_MAP, 1, "it has a colour map"),
                arguments(WIDTH, 0, "it is 0 x 2 px"), arguments(HEIGHT, 0, "it is 1 x 0 px"),
                arguments(BITS, 16, "it has 16 bits a pixel"),
                arguments(DESCRIPTOR, 0x30, "its rows run from right to left"),
                arguments(HEIGHT, 3, "it ends within its pixels"), arguments(WIDTH + 1, 1, "it ends within its pixels"),
                arguments(ID_LENGTH, 1, "it ends within its pixels"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whatBlenderWasNotAskedForIsRefused(int at, int value, String reason) throws IOException {
        byte[] picture = picture(24, 0x20, 1, 2, 3, 4, 5, 6);
        picture[at] = (byte) value;

        assertRefused(picture, reason);
    }

    @Test
    void aFileThatWasCutOffIsRefused() throws IOException {
        assertRefused(new byte[17], "it ends within its header");
        assertRefused(new byte[0], "it ends within its header");
    }

    private void assertRefused(byte[] file, String reason) throws IOException {
        Path stored = stored(file);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> TargaImage.open(stored))
                .withMessage("Not a picture that Blender was asked for: " + reason
                        + (reason.startsWith("its image type") ? ", where 2 (uncompressed) is expected" : ""));
    }

    private byte[] rgba(byte[] file, int y) throws IOException {
        try (TargaImage image = TargaImage.open(stored(file))) {
            assertThat(image.width()).isEqualTo(1);
            assertThat(image.height()).isEqualTo(2);
            byte[] row = new byte[4];
            image.readRgba(y, row);
            return row;
        }
    }

    private Path stored(byte[] file) throws IOException {
        return Files.write(folder.resolve("picture.tga"), file);
    }

    private static byte[] picture(int bits, int descriptor, int... pixels) {
        byte[] file = new byte[18 + pixels.length];
        file[TYPE] = 2;
        file[WIDTH] = 1;
        file[HEIGHT] = 2;
        file[BITS] = (byte) bits;
        file[DESCRIPTOR] = (byte) descriptor;
        for (int i = 0; i < pixels.length; i++) {
            file[18 + i] = (byte) pixels[i];
        }
        return file;
    }
}
