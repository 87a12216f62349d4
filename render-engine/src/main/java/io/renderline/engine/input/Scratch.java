package io.renderline.engine.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** A task's or a session's own folder; closing it removes it with all that is in it. */
public final class Scratch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);

    private final Path folder;

    Scratch(Path folder) {
        this.folder = folder;
    }

    /** Where the files lie. */
    public Path folder() {
        return folder;
    }

    /** The path of a file that may be written. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /** {@code content} under a name with the ending that importers go by. */
    public Path named(String name, Path content) throws IOException {
        return Files.createSymbolicLink(folder.resolve(name), content.toAbsolutePath());
    }

    @Override
    public void close() {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            // The next start of a worker in this work folder removes it.
            LOG.warn("Could not remove {}", folder, e);
        }
    }
}
