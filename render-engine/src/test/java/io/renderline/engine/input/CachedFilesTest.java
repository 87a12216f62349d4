package io.renderline.engine.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Which copies of inputs go when there is too much of them. */
class CachedFilesTest {
    @TempDir
    private Path folder;

    @Test
    void whatAnEarlierWorkerLeftIsKeptTheNewestOfIt() throws IOException {
        aged(file("young", 4), 1);
        aged(file("old", 4), 3);
        aged(file("middle", 4), 2);

        new CachedFiles(folder, 8);

        assertThat(names()).containsExactlyInAnyOrder("young", "middle");
    }

    @Test
    void aCopyThatWasNotFinishedIsRemoved() throws IOException {
        file("gear.part", 4);

        new CachedFiles(folder, 100);

        assertThat(names()).isEmpty();
    }

    @Test
    void whatIsUsedStaysAndIsTheLastToGo() throws IOException {
        CachedFiles files = new CachedFiles(folder, 8);
        Path gear = file("gear", 4);
        files.added(gear);
        files.added(file("bearing", 4));
        files.pin(gear);
        files.unpin(gear);

        files.added(file("robot", 4));

        assertThat(names()).containsExactlyInAnyOrder("gear", "robot");
    }

    @Test
    void whatIsInUseStaysEvenAboveTheBoundUntilTheLastUserIsDone() throws IOException {
        CachedFiles files = new CachedFiles(folder, 8);
        Path gear = file("gear", 20);
        files.pin(gear);
        files.pin(gear);

        files.added(gear);
        files.unpin(gear);
        assertThat(names()).containsExactly("gear");
        files.unpin(gear);

        assertThat(names()).isEmpty();
    }

    @Test
    void aCopyThatReplacesAnotherCountsOnce() throws IOException {
        CachedFiles files = new CachedFiles(folder, 8);
        for (int i = 0; i < 3; i++) {
            files.added(file("gear", 4));
        }

        files.added(file("bearing", 4));

        assertThat(names()).containsExactlyInAnyOrder("gear", "bearing");
    }

    private Path file(String name, int bytes) throws IOException {
        return Files.write(folder.resolve(name), new byte[bytes]);
    }

    private static void aged(Path file, int hours) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600L * hours)));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
