package io.renderline.engine.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.util.FileSystemUtils;

/**
 * Where zygotes listen. The path of a Unix socket has at most 107 bytes, so that a work folder deep in the tree cannot
 * hold it and a short folder for temporary files does.
 */
public final class SocketFolder implements AutoCloseable {
    private static final int LONGEST_FOLDER = 80;

    private final Path path;

    private SocketFolder(Path path) {
        this.path = path;
    }

    /** An empty folder below {@code preferred} when that is short enough, else elsewhere. */
    public static SocketFolder create(Path preferred) throws IOException {
        Path inside = preferred.resolve("run");
        if (bytes(inside) <= LONGEST_FOLDER) {
            FileSystemUtils.deleteRecursively(inside);
            return new SocketFolder(Files.createDirectories(inside));
        }
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        return new SocketFolder(
                Files.createTempDirectory(bytes(temporary) <= LONGEST_FOLDER - 20 ? temporary : Path.of("/tmp"),
                        "rl-"));
    }

    private static int bytes(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        FileSystemUtils.deleteRecursively(path);
    }
}
