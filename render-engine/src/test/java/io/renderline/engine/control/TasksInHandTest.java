package io.renderline.engine.control;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.renderline.core.task.Lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(30)
class TasksInHandTest {
    private final TasksInHand tasks = new TasksInHand();
    private final TaskInHand task = tasks.take(UUID.randomUUID(), Lane.ORDINARY);
    private final AtomicInteger kills = new AtomicInteger();

    @Test
    void cancellingKillsWhatTheTaskWorksWith() {
        task.attach(kills::incrementAndGet);

        tasks.cancel(Set.of(task.id()));

        assertThat(kills).hasValue(1);
        assertThat(task.ending()).contains(TaskInHand.Ending.CANCELLED);
    }

    @Test
    void whatIsAttachedTooLateIsKilledAtOnce() {
        tasks.cancel(Set.of(task.id()));

        task.attach(kills::incrementAndGet);

        assertThat(kills).hasValue(1);
    }

    @Test
    void whatWasDetachedIsSpared() {
        task.attach(kills::incrementAndGet);
        task.detach();

        tasks.cancel(Set.of(task.id()));

        assertThat(kills).hasValue(0);
    }

    @Test
    void othersAreNotTouched() {
        TaskInHand other = tasks.take(UUID.randomUUID(), Lane.ORDINARY);
        tasks.cancel(Set.of(other.id(), UUID.randomUUID()));

        assertThat(task.ending()).isEmpty();
        assertThat(other.ending()).isPresent();
    }

    @Test
    void aTaskThatComesAgainIsNotCancelledByWhatCancelledItBefore() {
        tasks.cancel(Set.of(task.id()));
        tasks.drop(task);

        assertThat(tasks.take(task.id(), Lane.ORDINARY).ending()).isEmpty();
    }

    @Test
    void whoWaitsForATaskIsInterruptedWhenItEnds() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<Boolean> interruptedAfterwards = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                task.interruptibly(() -> {
                    waiting.countDown();
                    new CountDownLatch(1).await();
                    return 0;
                });
            } catch (InterruptedException e) {
                interruptedAfterwards.complete(Thread.currentThread().isInterrupted());
            }
        });
        waiting.await();

        tasks.stopAll();

        assertThat(interruptedAfterwards.get()).as("the interrupt is spent").isFalse();
        assertThat(task.ending()).contains(TaskInHand.Ending.STOPPED);
        thread.join();
    }

    @Test
    void nothingIsWaitedForWhenItHasEnded() {
        tasks.cancel(Set.of(task.id()));

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> task.interruptibly(() -> 1));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void theIdsAreThoseOfWhatIsNotDone() {
        assertThat(tasks.ids()).containsExactly(task.id());
        tasks.drop(task);
        assertThat(tasks.ids()).isEmpty();
    }
}
