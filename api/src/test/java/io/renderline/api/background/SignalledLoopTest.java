package io.renderline.api.background;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The poll of these is an hour: what is done was asked for. */
class SignalledLoopTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMillis(50);

    private final Semaphore begun = new Semaphore(0);
    private final Semaphore mayEnd = new Semaphore(0);
    private final SignalledLoop loop = new SignalledLoop("test", HOUR) {
        @Override
        protected void round() {
            begun.release();
            mayEnd.acquireUninterruptibly();
        }
    };

    @BeforeEach
    void start() {
        loop.start();
    }

    @AfterEach
    void stop() {
        mayEnd.release(Integer.MAX_VALUE / 2);
        loop.stop();
    }

    @Test
    void aSignalDuringARoundMakesOneMore() throws InterruptedException {
        loop.signal();
        awaitRound();
        loop.signal();
        loop.signal();
        mayEnd.release();
        awaitRound();

        mayEnd.release();

        assertThat(begun.tryAcquire(SOON.toMillis(), TimeUnit.MILLISECONDS)).as("a third round").isFalse();
    }

    @Test
    void whatMayWaitIsDoneWhenItsTimeHasCome() throws InterruptedException {
        long asked = System.nanoTime();
        loop.signalIn(SOON);

        awaitRound();

        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThanOrEqualTo(SOON);
    }

    @Test
    void theSoonestOfAllWishesCounts() throws InterruptedException {
        loop.signalIn(HOUR.dividedBy(2));
        loop.signalIn(SOON);
        loop.signalIn(HOUR.dividedBy(3));

        awaitRound();
    }

    private void awaitRound() throws InterruptedException {
        assertThat(begun.tryAcquire(10, TimeUnit.SECONDS)).as("a round").isTrue();
    }
}
