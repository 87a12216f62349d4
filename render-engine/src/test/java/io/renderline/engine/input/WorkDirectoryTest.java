package io.renderline.engine.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class WorkDirectoryTest {
    @TempDir
    private Path folder;

    @Test
    void scratchIsGoneWhenItIsClosed() throws IOException {
        try (WorkDirectory work = WorkDirectory.open(folder)) {
            Path written;
            try (Scratch scratch = work.newScratch()) {
                written = Files.writeString(scratch.file("raw"), "pixels");
                assertThat(written).exists();
            }
            assertThat(written.getParent()).doesNotExist();
        }
    }

    @Test
    void whatAnEarlierWorkerLeftIsRemoved() throws IOException {
        Path ofTask;
        Path ofSession;
        try (WorkDirectory work = WorkDirectory.open(folder)) {
            ofTask = Files.writeString(work.newScratch().file("raw"), "pixels");
            ofSession = Files.writeString(work.newSessionFolder().file("scene.blend"), "scene");
        }
        try (WorkDirectory _ = WorkDirectory.open(folder)) {
            assertThat(ofTask).doesNotExist();
            assertThat(ofSession).doesNotExist();
        }
    }

    @Test
    void anInputKeepsItsEndingAndIsNotRemovedWithTheScratch() throws IOException {
        Path blob = Files.writeString(folder.resolve("blob"), "solid");
        try (WorkDirectory work = WorkDirectory.open(folder.resolve("work"))) {
            try (Scratch scratch = work.newScratch()) {
                assertThat(scratch.named("model.stl", blob)).hasContent("solid").hasFileName("model.stl");
            }
        }
        assertThat(blob).hasContent("solid");
    }

    @Test
    void twoWorkersCannotShareIt() throws IOException {
        try (WorkDirectory _ = WorkDirectory.open(folder)) {
            assertThatIOException().isThrownBy(() -> WorkDirectory.open(folder))
                    .withMessageContaining("RENDERLINE_WORK_DIR");
        }
        WorkDirectory.open(folder).close();
    }
}
