package io.renderline.engine.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SocketFolderTest {
    private static final int LONGEST_SOCKET = 107;

    @TempDir
    private Path folder;

    @Test
    void itLiesInTheWorkFolderAndIsEmptyAtFirst() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("run")).resolve("blender1"), "left over");

        try (SocketFolder sockets = SocketFolder.create(folder)) {
            assertThat(sockets.path()).startsWith(folder).isEmptyDirectory();
        }
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void aDeepWorkFolderIsLeftForAShortOne() throws IOException {
        Path deep = folder.resolve("d".repeat(60)).resolve("é".repeat(30));

        try (SocketFolder sockets = SocketFolder.create(deep)) {
            Path socket = sockets.path().resolve("tessellator12345");
            assertThat(socket.toString().length()).isLessThanOrEqualTo(LONGEST_SOCKET);
            assertThat(sockets.path()).isEmptyDirectory();
        }
    }
}
