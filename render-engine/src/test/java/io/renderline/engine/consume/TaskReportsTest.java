package io.renderline.engine.consume;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.renderline.core.messaging.PublishFailedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class TaskReportsTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean ours = new AtomicBoolean(true);
    private final TaskReports reports = new TaskReports(threads, ours::get);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void aBatchIsDoneWhenEverythingWasSent() throws InterruptedException {
        AtomicInteger sent = new AtomicInteger();
        reports.sendBeside(sent::incrementAndGet).join();
        reports.finishBeside(sent::incrementAndGet);

        assertThat(reports.awaitAll()).isTrue();
        assertThat(sent).hasValue(2);
    }

    @Test
    void aReportThatFailsIsSentAgain() throws InterruptedException {
        AtomicInteger attempts = new AtomicInteger();
        CompletableFuture<Void> sent = reports.sendBeside(() -> {
            if (attempts.incrementAndGet() < 3) {
                throw new PublishFailedException("The broker is busy", null);
            }
        });

        assertThat(reports.awaitAll()).isTrue();
        assertThat(sent).isCompleted();
        assertThat(attempts).hasValue(3);
    }

    @Test
    void aBatchThatTheBrokerTookBackIsNotReportedAgain() throws InterruptedException {
        ours.set(false);
        AtomicInteger attempts = new AtomicInteger();
        CompletableFuture<Void> sent = reports.sendBeside(() -> {
            attempts.incrementAndGet();
            throw new PublishFailedException("The broker is gone", null);
        });

        assertThat(reports.awaitAll()).isFalse();
        assertThat(sent).isCompletedExceptionally();
        assertThat(attempts).hasValue(1);
    }

    @Test
    void aBatchThatWasHandedBackIsNotDone() throws InterruptedException {
        reports.handBack();

        assertThat(reports.awaitAll()).isFalse();
    }

    @Test
    void theEngineWaitsWhenTooMuchIsUnfinished() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        for (int i = 0; i < 3; i++) {
            reports.finishBeside(() -> awaitQuietly(slow));
        }
        AtomicBoolean fourth = new AtomicBoolean();
        Thread engine = Thread.ofPlatform().start(() -> {
            try {
                reports.finishBeside(() -> fourth.set(true));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(() -> engine.getState() == Thread.State.WAITING);
        assertThat(fourth).isFalse();
        slow.countDown();

        engine.join();
        assertThat(reports.awaitAll()).isTrue();
        assertThat(fourth).isTrue();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
