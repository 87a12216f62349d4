package io.renderline.engine.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.renderline.core.failure.FailureCode;
import io.renderline.core.failure.TaskFailedException;
import io.renderline.core.media.ModelFormat;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.Studio;
import io.renderline.core.task.View;
import io.renderline.core.trace.LogContext;
import io.renderline.engine.testbed.EngineProcesses;
import io.renderline.engine.testbed.TestEngines;
import io.renderline.engine.testbed.TestModels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** A session with real engines, through its whole life and each of its ends. */
class EngineSessionTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private static Zygote blender;
    private static Zygote tessellator;
    private static Path scene;

    private EngineSession session;

    @TempDir
    private Path folder;

    @BeforeAll
    static void prepareAScene(@TempDir Path shared) throws InterruptedException {
        blender = TestEngines.start(EngineKind.BLENDER);
        tessellator = TestEngines.start(EngineKind.TESSELLATOR);
        Path geometry = shared.resolve("model.glb");
        scene = shared.resolve("scene.blend");
        try (EngineSession one = tessellator.open(); EngineSession other = blender.open()) {
            one.call(tessellate(TestModels.cubeAndCylinder(), geometry), LONG, ProgressListener.NONE);
            other.call(
                    new EngineRequest.Prepare(geometry, "model.glb", ModelFormat.GLB, scene, Studio.WHITE, null, null,
                            List.of(), null),
                    LONG,
                    ProgressListener.NONE);
        }
    }

    @AfterAll
    static void stopEngines() {
        blender.close();
        tessellator.close();
    }

    @BeforeEach
    void open() throws InterruptedException {
        session = blender.open();
    }

    @AfterEach
    void hangUp() {
        session.close();
    }

    @Test
    void aLoadedSceneIsRenderedAgainAndAgainByOneProcess() throws InterruptedException {
        EngineAnswer.Loaded loaded = call(new EngineRequest.Load(scene, true));
        EngineAnswer.Rendered first = call(view(16, 1));
        EngineAnswer.Rendered second = call(view(16, 1));

        assertThat(loaded.memoryBytes()).isPositive();
        assertThat(loaded.triangles()).isPositive();
        assertThat(first.warm()).isFalse();
        assertThat(second.warm()).isTrue();
        assertThat(second.device().backend()).isEqualTo("CPU");
        assertThat(folder.resolve("raw")).isNotEmptyFile();
    }

    @Test
    void progressIsHeardWhileItRenders() throws InterruptedException {
        List<Double> fractions = new CopyOnWriteArrayList<>();
        call(new EngineRequest.Load(scene, true));

        session.call(view(256, 64), LONG, (fraction, _) -> fractions.add(fraction));

        assertThat(fractions).isNotEmpty().isSorted().allMatch(fraction -> fraction >= 0 && fraction <= 1);
    }

    @Test
    void theEnginesOwnRefusalComesWithItsCodeAndTheFilesName() throws IOException {
        Path noModel = Files.writeString(folder.resolve("x"), "This is no STEP file.");

        assertThatExceptionOfType(TaskFailedException.class).isThrownBy(() -> {
            try (EngineSession fresh = tessellator.open()) {
                fresh.call(
                        new EngineRequest.Tessellate(noModel, "gear.step", ModelFormat.STEP, folder.resolve("y"), 0.01,
                                0.5),
                        LONG, ProgressListener.NONE);
            }
        }).satisfies(refused -> {
            assertThat(refused.failure().code()).isEqualTo(FailureCode.UNREADABLE_MODEL);
            assertThat(refused.failure().message()).contains("gear.step");
        });
    }

    @Test
    void whatTheEngineSaysIsLoggedAsAboutItsTask() throws Exception {
        Path damaged = Files.writeString(folder.resolve("x"),
                "ISO-10303-21;\nADVANCED_FACE\nnonsense\nEND-ISO-10303-21;\n");
        UUID task = UUID.randomUUID();
        try (EngineChatter heard = EngineChatter.listen(); EngineSession cad = tessellator.open()) {
            try (LogContext _ = LogContext.open().task(task)) {
                assertFails(FailureCode.EMPTY_MODEL,
                        () -> cad.call(tessellate(damaged, folder.resolve("y")), LONG, ProgressListener.NONE));
            }
            await().until(() -> heard.contextOf("StepFile").contains(task.toString()));
        }
    }

    @Test
    void aRefusalLeavesTheSessionAlive() throws InterruptedException {
        assertFails(FailureCode.INVALID_PARAMETERS, () -> call(view(16, 1)));

        assertThat(session.isAlive()).isTrue();
        assertThat(call(new EngineRequest.Load(scene, true)).triangles()).isPositive();
    }

    @Test
    void aProcessThatDiesIsACrash() throws InterruptedException {
        call(new EngineRequest.Load(scene, true));
        ProcessHandle process = process();
        CompletableFuture<?> killed = CompletableFuture.runAsync(() -> awaitBusy(process).destroyForcibly());

        assertFails(FailureCode.ENGINE_CRASHED, () -> call(endless()));

        killed.join();
        assertThat(session.isAlive()).isFalse();
    }

    @Test
    void aProcessThatTakesTooLongIsKilled() throws InterruptedException {
        call(new EngineRequest.Load(scene, true));
        ProcessHandle process = process();

        assertFails(FailureCode.TIMEOUT,
                () -> session.call(endless(), Duration.ofMillis(300), ProgressListener.NONE));

        await().until(() -> !process.isAlive());
        assertThat(session.isAlive()).isFalse();
    }

    @Test
    void killingEndsTheProcessInTheMiddleOfARender() throws InterruptedException {
        call(new EngineRequest.Load(scene, true));
        ProcessHandle process = process();
        CompletableFuture<?> killer = CompletableFuture.runAsync(() -> {
            awaitBusy(process);
            session.kill();
        });

        assertFails(FailureCode.WORKER_LOST, () -> call(endless()));

        killer.join();
        await().until(() -> !process.isAlive());
    }

    @Test
    void killingWorksEvenWhenTheZygoteHangs() throws Exception {
        call(new EngineRequest.Load(scene, true));
        ProcessHandle process = process();
        long zygote = blender.pid().orElseThrow();
        CompletableFuture<?> killer = CompletableFuture.runAsync(() -> {
            awaitBusy(process);
            signal("STOP", zygote);
            session.kill();
        });
        try {
            assertFails(FailureCode.WORKER_LOST, () -> call(endless()));

            killer.join();
            await().until(() -> EngineProcesses.hasEnded(process.pid()));
        } finally {
            signal("CONT", zygote);
        }
    }

    @Test
    void anInterruptedCallerLeavesNoProcess() throws InterruptedException {
        call(new EngineRequest.Load(scene, true));
        ProcessHandle process = process();
        Thread caller = Thread.currentThread();
        CompletableFuture<?> interrupter = CompletableFuture.runAsync(() -> {
            awaitBusy(process);
            caller.interrupt();
        });

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> call(endless()));

        interrupter.join();
        await().until(() -> !process.isAlive());
    }

    @Test
    void hangingUpEndsTheProcess() {
        ProcessHandle process = process();

        session.close();

        await().until(() -> !process.isAlive());
    }

    @Test
    void eachSessionIsAProcessOfItsOwn() throws InterruptedException {
        try (EngineSession other = blender.open()) {
            assertThat(other.pid()).isNotEqualTo(session.pid());
        }
    }

    private ProcessHandle process() {
        return ProcessHandle.of(session.pid()).orElseThrow();
    }

    private static void signal(String name, long pid) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ProcessHandle awaitBusy(ProcessHandle process) {
        Duration before = process.info().totalCpuDuration().orElse(Duration.ZERO);
        await().until(() -> process.info().totalCpuDuration().orElse(Duration.ZERO).minus(before).toMillis() > 100);
        return process;
    }

    private <R> R call(EngineRequest<R> request) throws InterruptedException {
        return session.call(request, LONG, ProgressListener.NONE);
    }

    private EngineRequest.Render view(int side, int samples) {
        return new EngineRequest.Render(side, side, 30, 20, samples, false, false, 0, DevicePolicy.CPU, null,
                folder.resolve("raw"), "targa", false, null, null, null);
    }

    private EngineRequest.Render endless() {
        return view(1024, View.MAX_SAMPLES);
    }

    private static EngineRequest.Tessellate tessellate(Path source, Path target) {
        return new EngineRequest.Tessellate(source, "model.step", ModelFormat.STEP, target, 0.005, 0.5);
    }

    private static void assertFails(FailureCode code, ThrowingCallable call) {
        assertThatExceptionOfType(TaskFailedException.class).isThrownBy(call)
                .satisfies(failed -> assertThat(failed.failure().code()).isEqualTo(code));
    }
}
