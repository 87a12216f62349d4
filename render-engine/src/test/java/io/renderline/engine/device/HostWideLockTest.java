package io.renderline.engine.device;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.renderline.core.task.Lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class HostWideLockTest extends DeviceLockContract {
    private static final Duration WHILE = Duration.ofMillis(300);

    @TempDir
    private Path folder;

    @Override
    DeviceLock lock() throws IOException {
        return new HostWideLock(folder, "CUDA_NVIDIA H200_0000:0a:00");
    }

    @Test
    void anotherProcessKeepsItUntilItGivesItBack() throws Exception {
        DeviceLock mine = lock();
        try (Other other = Other.holding(folder)) {
            CompletableFuture<DeviceLock.Held> got = acquire(mine);
            await().during(WHILE).until(() -> !got.isDone() && !mine.isFree());

            other.process().getOutputStream().close();

            got.join().close();
        }
    }

    @Test
    void aHolderThatDiesGivesItBack() throws Exception {
        DeviceLock mine = lock();
        try (Other other = Other.holding(folder)) {
            CompletableFuture<DeviceLock.Held> got = acquire(mine);
            await().during(WHILE).until(() -> !got.isDone());

            other.process().destroyForcibly();

            got.join().close();
        }
    }

    @Test
    void whoWaitsForAnotherProcessCanBeInterrupted() throws Exception {
        DeviceLock mine = lock();
        try (Other _ = Other.holding(folder)) {
            CompletableFuture<DeviceLock.Held> got = new CompletableFuture<>();
            Thread waiting = Thread.ofPlatform().start(() -> complete(got, mine));
            waiting.interrupt();

            await().until(got::isCompletedExceptionally);
            assertThat(got.exceptionNow()).isInstanceOf(InterruptedException.class);
        }
        mine.acquire(Lane.ORDINARY).close();
    }

    @Test
    void otherDevicesAreFree() throws Exception {
        DeviceLock.Held held = lock().acquire(Lane.ORDINARY);

        new HostWideLock(folder, "CUDA_NVIDIA H200_0000:0b:00").acquire(Lane.ORDINARY).close();
        held.close();
    }

    private static CompletableFuture<DeviceLock.Held> acquire(DeviceLock lock) {
        CompletableFuture<DeviceLock.Held> got = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> complete(got, lock));
        return got;
    }

    private static void complete(CompletableFuture<DeviceLock.Held> got, DeviceLock lock) {
        try {
            got.complete(lock.acquire(Lane.ORDINARY));
        } catch (IOException | InterruptedException e) {
            got.completeExceptionally(e);
        }
    }

    /** Another Java process that holds the lock until its standard input ends. */
    record Other(Process process) implements AutoCloseable {
        static Other holding(Path folder) throws IOException {
            String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            Process process = new ProcessBuilder(List.of(java, "-Xshare:auto", "-cp",
                    System.getProperty("java.class.path"), Holder.class.getName(), folder.toString()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            assertThat(out.readLine()).isEqualTo("held");
            return new Other(process);
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    /** The other process. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            new HostWideLock(Path.of(arguments[0]), "CUDA_NVIDIA H200_0000:0a:00").acquire(Lane.ORDINARY);
            System.out.println("held");
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
