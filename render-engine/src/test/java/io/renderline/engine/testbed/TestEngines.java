package io.renderline.engine.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.springframework.util.FileSystemUtils;

import io.renderline.engine.process.EngineCommand;
import io.renderline.engine.process.EngineKind;
import io.renderline.engine.process.PythonPackage;
import io.renderline.engine.process.Zygote;
import io.renderline.testing.TestPython;

/** Real engines. */
public final class TestEngines {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private TestEngines() {}

    /** A folder whose path is short enough for sockets; it is removed when the JVM ends. */
    public static Path shortFolder() {
        try {
            Path folder = Files.createTempDirectory(Path.of("/tmp"), "rl-test");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(folder.toFile())));
            return folder;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A started zygote of its own; it must be closed. */
    public static Zygote start(EngineKind kind) {
        Zygote zygote = unstarted(kind, command());
        zygote.start();
        return zygote;
    }

    /** A zygote that is started with {@code command}. */
    public static Zygote unstarted(EngineKind kind, EngineCommand command) {
        return new Zygote(kind, command, shortFolder(), START_TIMEOUT);
    }

    /** The package of this build, under the test's Python. */
    public static EngineCommand command() {
        try {
            return new EngineCommand(TestPython.executable(), null, PythonPackage.unpack(shortFolder()), true);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
