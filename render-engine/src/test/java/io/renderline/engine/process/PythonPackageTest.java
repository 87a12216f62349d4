package io.renderline.engine.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.renderline.core.task.EngineVersions;

import static org.assertj.core.api.Assertions.assertThat;

class PythonPackageTest {
    @TempDir
    private Path folder;

    @Test
    void itIsUnpackedToAFolderNamedByItsContent() throws IOException {
        Path unpacked = PythonPackage.unpack(folder);

        assertThat(unpacked.getFileName().toString()).matches("python-[0-9a-f]{12}");
        assertThat(unpacked.resolve("renderline_engine/__main__.py")).isNotEmptyFile();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(unpacked);
        }
    }

    @Test
    void unpackingItAgainChangesNothing() throws IOException {
        Path first = PythonPackage.unpack(folder);
        Path marker = Files.createFile(first.resolve("marker"));

        assertThat(PythonPackage.unpack(folder)).isEqualTo(first);
        assertThat(marker).exists();
    }

    @Test
    void theEnginesThatAreInstalledAreTheOnesThatTasksArePlannedFor() throws IOException {
        List<String> requirements = Files.readAllLines(Path.of("requirements.txt"), StandardCharsets.UTF_8);
        EngineVersions versions = EngineVersions.bundled();

        assertThat(requirements).contains("bpy==" + versions.blender(), "cascadio==" + versions.tessellator());
    }
}
