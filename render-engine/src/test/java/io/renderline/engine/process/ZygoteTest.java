package io.renderline.engine.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.renderline.core.failure.FailureCode;
import io.renderline.core.failure.TaskFailedException;
import io.renderline.core.task.EngineVersions;
import io.renderline.engine.testbed.TestEngines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class ZygoteTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void itTellsTheVersionOfItsEngine() throws InterruptedException {
        try (Zygote zygote = TestEngines.start(EngineKind.TESSELLATOR); EngineSession session = zygote.open()) {
            assertThat(session.isAlive()).isTrue();
            assertThat(zygote.version()).contains(EngineVersions.bundled().tessellator());
        }
    }

    @Test
    void aDeadOneIsStartedAgain() throws InterruptedException {
        try (Zygote zygote = TestEngines.start(EngineKind.TESSELLATOR)) {
            zygote.open().close();
            long first = zygote.pid().orElseThrow();

            ProcessHandle.of(first).orElseThrow().destroyForcibly();
            await().atMost(PATIENCE).until(() -> zygote.pid().filter(pid -> pid != first).isPresent());

            try (EngineSession session = zygote.open()) {
                assertThat(session.isAlive()).isTrue();
            }
        }
    }

    @Test
    void itsDeathEndsItsSessions() throws InterruptedException {
        try (Zygote zygote = TestEngines.start(EngineKind.TESSELLATOR); EngineSession session = zygote.open()) {
            ProcessHandle.of(zygote.pid().orElseThrow()).orElseThrow().destroyForcibly();

            await().atMost(PATIENCE).until(() -> !session.isAlive());
            await().atMost(PATIENCE).until(() -> ProcessHandle.of(session.pid()).isEmpty());
        }
    }

    @Test
    void closingItLeavesNoProcess() throws InterruptedException {
        Zygote zygote = TestEngines.start(EngineKind.TESSELLATOR);
        EngineSession session = zygote.open();
        List<Long> pids = Stream.of(zygote.pid().orElseThrow(), session.pid()).toList();

        zygote.close();

        await().atMost(PATIENCE).until(() -> pids.stream().allMatch(pid -> ProcessHandle.of(pid).isEmpty()));
        assertThat(zygote.isUp()).isFalse();
    }

    @Test
    void anEngineThatCannotStartFailsItsSessionsWithASentence(@TempDir Path folder) throws IOException {
        EngineCommand broken = new EngineCommand(Path.of("/bin/false"), null, folder, true);
        try (Zygote zygote = new Zygote(EngineKind.BLENDER, broken, folder, Duration.ofSeconds(1))) {
            zygote.start();

            assertThatExceptionOfType(TaskFailedException.class).isThrownBy(zygote::open).satisfies(failed -> {
                assertThat(failed.failure().code()).isEqualTo(FailureCode.ENGINE_CRASHED);
                assertThat(failed.failure().message()).contains("Blender is not running");
            });
        }
    }

    @Test
    void itIsTriedAgainUntilItStarts(@TempDir Path folder) throws IOException, InterruptedException {
        EngineCommand real = TestEngines.command();
        Path python = folder.resolve("python");
        Path blocked = Files.createFile(folder.resolve("blocked"));
        Files.writeString(python, "#!/bin/sh\n[ -e " + blocked + " ] && exit 1\nexec " + real.python() + " \"$@\"\n");
        Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwx------"));
        EngineCommand command = new EngineCommand(python, null, real.packageFolder(), true);
        try (Zygote zygote = TestEngines.unstarted(EngineKind.TESSELLATOR, command)) {
            zygote.start();
            Files.delete(blocked);

            try (EngineSession session = zygote.open()) {
                assertThat(session.isAlive()).isTrue();
            }
        }
    }

    @Test
    void withoutForkingEachSessionImportsTheEngineItself() throws InterruptedException {
        EngineCommand forked = TestEngines.command();
        EngineCommand command = new EngineCommand(forked.python(), null, forked.packageFolder(), false);
        try (Zygote zygote = TestEngines.unstarted(EngineKind.TESSELLATOR, command)) {
            zygote.start();
            try (EngineSession session = zygote.open()) {
                assertThat(session.isAlive()).isTrue();
                assertThat(ProcessHandle.of(session.pid()).orElseThrow().info().arguments().orElseThrow())
                        .contains("session");
            }
        }
    }
}
