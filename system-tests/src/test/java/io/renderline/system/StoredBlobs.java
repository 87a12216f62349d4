package io.renderline.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The blobs in a folder: of the store itself, or of the S3 server that has it. Those of a kind are damaged all at once, since
 * the same geometry, and so the same blob, comes of different uploads.
 */
record StoredBlobs(Path folder) {
    private static final String BLEND = "BLENDER";
    private static final String GLB = "glTF";
    private static final String STEP = "ISO-10303-21";

    /** One byte of each prepared scene is another one. */
    void damageScenes() {
        forEach(BLEND, file -> {
            byte[] content = Files.readAllBytes(file);
            content[content.length / 2] ^= 1;
            Files.write(file, content);
        });
    }

    /** Nothing is left of what was tessellated. */
    void deleteGeometries() {
        forEach(GLB, Files::delete);
    }

    /** Nothing is left of what was uploaded. */
    void deleteStepFiles() {
        forEach(STEP, Files::delete);
    }

    private interface Damage {
        void doTo(Path file) throws IOException;
    }

    private void forEach(String beginning, Damage damage) {
        List<Path> found = files().stream().filter(file -> begins(file, beginning)).toList();
        assertThat(found).as("blobs that begin with %s", beginning).isNotEmpty();
        try {
            for (Path file : found) {
                damage.doTo(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean begins(Path file, String text) {
        try (var in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(text.length()), text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
