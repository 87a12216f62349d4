package io.renderline.api.timelines;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Timelines as Blender itself reads them from the same files. */
class BlendFileTest {
    private static final Timeline TIMELINE = new Timeline(12, 480, 3, 77, 25, 640, 480);
    private static final Timeline OTHER = new Timeline(1, 2, 1, 1, 30, 640, 480);

    @ParameterizedTest
    @CsvSource({"../samples/bouncing_ball.blend, 24, 640, 360",
            "src/test/resources/models/502_lamp_cycles.blend, 250, 1920, 1080",
            "../render-engine/src/test/resources/inputs/279_missing_textures.blend, 250, 960, 540"})
    void blendersOwnFilesOf279To502(Path file, int end, int width, int height) throws Exception {
        assertThat(read(Files.readAllBytes(file), false)).isEqualTo(new Timeline(1, end, 1, 1, 24, width, height));
    }

    @ParameterizedTest
    @EnumSource
    void eachLayout(SceneBytes.Layout layout) throws Exception {
        assertThat(read(SceneBytes.in(layout).scene(TIMELINE).whole(1), false)).isEqualTo(TIMELINE);
    }

    @Test
    void theSceneThatItWasSavedWithCounts() throws Exception {
        byte[] second = SceneBytes.in(SceneBytes.Layout.USUAL).scene(OTHER).scene(TIMELINE).whole(2);
        byte[] unknown = SceneBytes.in(SceneBytes.Layout.USUAL).scene(TIMELINE).scene(OTHER).whole(0);

        assertThat(read(second, false)).isEqualTo(TIMELINE);
        assertThat(read(unknown, false)).isEqualTo(TIMELINE);
    }

    @Test
    void inGzipAndInAZipWithItsTextures() throws Exception {
        byte[] packed = packed(SceneBytes.of(TIMELINE, "gzip"));
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream entries = new ZipOutputStream(zip)) {
            entries.putNextEntry(new ZipEntry("textures/wood.png"));
            entries.write(new byte[10_000]);
            entries.putNextEntry(new ZipEntry("__MACOSX/._film.blend"));
            entries.putNextEntry(new ZipEntry("scene/Film.BLEND"));
            entries.write(packed);
        }

        assertThat(read(packed, false)).isEqualTo(TIMELINE);
        assertThat(read(zip.toByteArray(), true)).isEqualTo(TIMELINE);
    }

    @Test
    void inAZipTheOneCountsThatLiesHighestWhereverItComes() throws Exception {
        byte[] library = SceneBytes.of(OTHER, "library");
        byte[] scene = SceneBytes.of(TIMELINE, "scene");

        assertThat(read(zipped(Map.of("a/parts/parts.blend", library, "a/film.blend", scene)), true))
                .isEqualTo(TIMELINE);
        assertThat(read(zipped(Map.of("parts.blend/library.blend", library, "z.blend", scene)), true))
                .isEqualTo(TIMELINE);
        assertThat(read(zipped(Map.of("a\\broken.blend", new byte[9], "._z.blend", new byte[9], "z.blend", scene)),
                true)).isEqualTo(TIMELINE);
    }

    @Test
    void namesInAZipNeedNotBeMarkedAsUtf8() throws Exception {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream entries = new ZipOutputStream(zip, StandardCharsets.ISO_8859_1)) {
            entries.putNextEntry(new ZipEntry("Gr\u00f6\u00dfe.png"));
            entries.putNextEntry(new ZipEntry("film.blend"));
            entries.write(SceneBytes.of(TIMELINE, "umlauts"));
        }

        assertThat(read(zip.toByteArray(), true)).isEqualTo(TIMELINE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BLENDER-v405 nothing else ENDB", "PK",
            "BLENDER-v405ENDB\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
            "(\u00b5/\u00fd damaged", "\u001f\u008b damaged"})
    void whatIsNoneSaysSo(String text) {
        assertUnreadable(text.getBytes(StandardCharsets.ISO_8859_1), false);
        assertUnreadable(text.getBytes(StandardCharsets.ISO_8859_1), true);
    }

    @Test
    void aFileThatEndsAnywhereNeverReadsAsAnother() throws Exception {
        byte[] whole = SceneBytes.of(TIMELINE, "cut");
        int end = whole.length - 24;
        for (int length = 0; length < end; length++) {
            assertUnreadable(Arrays.copyOf(whole, length), false);
        }
        assertThat(read(Arrays.copyOf(whole, end), false)).isEqualTo(TIMELINE);
    }

    @Test
    void noDamagedByteIsADefect() throws Exception {
        byte[] whole = SceneBytes.of(TIMELINE, "damaged");
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] = -1;
            try {
                read(damaged, false);
            } catch (UnreadableTimelineException e) {
                assertThat(e).hasMessageMatching("(?s).+");
            }
        }
    }

    @Test
    void aSourceThatBreaksOffIsNoFaultOfTheFile() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("The store is away");
            }
        };

        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> BlendFile.timeline(broken, false));
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> BlendFile.timeline(broken, true));
    }

    private static void assertUnreadable(byte[] bytes, boolean zipped) {
        assertThatExceptionOfType(UnreadableTimelineException.class).isThrownBy(() -> read(bytes, zipped));
    }

    private static Timeline read(byte[] bytes, boolean zipped) throws UnreadableTimelineException {
        return BlendFile.timeline(new ByteArrayInputStream(bytes), zipped);
    }

    /** A ZIP of these files, by their names in order. */
    private static byte[] zipped(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream entries = new ZipOutputStream(zip)) {
            for (var file : new TreeMap<>(files).entrySet()) {
                entries.putNextEntry(new ZipEntry(file.getKey()));
                entries.write(file.getValue());
            }
        }
        return zip.toByteArray();
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
