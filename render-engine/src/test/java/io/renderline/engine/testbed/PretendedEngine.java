package io.renderline.engine.testbed;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;

import org.springframework.util.FileSystemUtils;

import io.renderline.core.task.EngineVersions;
import io.renderline.engine.process.EngineCommand;
import io.renderline.engine.process.EngineKind;
import io.renderline.engine.process.Zygote;
import io.renderline.testing.TestPython;

/**
 * A small engine that speaks Blender's protocol and has GPUs, memory and faults as a test wants them: what cannot be had, or
 * made to fail, at will.
 */
public final class PretendedEngine implements AutoCloseable {
    private final Path files;
    private final Path folder;
    private final Zygote zygote;

    public PretendedEngine() {
        try {
            folder = TestEngines.shortFolder().resolve("engine");
            URL resource = Objects.requireNonNull(PretendedEngine.class.getResource("/pretended-engine"));
            FileSystemUtils.copyRecursively(Path.of(resource.toURI()), folder);
            files = folder.resolve("renderline_engine");
            write("version", EngineVersions.bundled().blender());
            zygote = TestEngines.unstarted(EngineKind.BLENDER,
                    new EngineCommand(TestPython.executable(), null, folder, true));
            zygote.start();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public Zygote zygote() {
        return zygote;
    }

    /** A program that a worker takes for Blender. */
    public Path blender() {
        try {
            Path program = Files.writeString(folder.resolve("blender"), """
                    #!/bin/sh
                    while [ "$1" != -- ]; do shift; done
                    shift
                    PYTHONPATH='%s' exec '%s' -m renderline_engine "$@"
                    """.formatted(folder, TestPython.executable()));
            return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Warming a GPU takes until {@link #compiled}. */
    public void compiles() {
        write("cold", "yes");
    }

    public void compiled() {
        try {
            Files.delete(files.resolve("cold"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The GPUs that it lists. */
    public void has(String... gpus) {
        write("gpus", String.join("\n", gpus));
    }

    /** From now on these GPUs render nothing. */
    public void loses(String... gpus) {
        write("gone", String.join("\n", gpus));
    }

    /** The next {@code count} views run out of memory. */
    public void runsShort(int count) {
        write("shortages", String.valueOf(count));
    }

    /** The next view ends its process. */
    public void crashesOnce() {
        write("crashes", "yes");
    }

    /** What it was asked with {@code op}: lines of JSON with operation, device, whether data is kept, and process. */
    public List<String> asked(String op) {
        try {
            return Files.readAllLines(files.resolve("asked")).stream()
                    .filter(line -> line.startsWith("[\"" + op + "\""))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(String file, String content) {
        try {
            Files.writeString(files.resolve(file), content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        zygote.close();
    }
}
