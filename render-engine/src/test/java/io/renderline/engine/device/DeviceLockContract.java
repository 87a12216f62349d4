package io.renderline.engine.device;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.renderline.core.task.Lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What every lock on a device for one view at a time must do. */
@Timeout(30)
abstract class DeviceLockContract {
    /** The lock under test, free. */
    abstract DeviceLock lock() throws IOException;

    @Test
    void itCanBeTakenAgainAfterItWasGivenBack() throws Exception {
        DeviceLock lock = lock();
        lock.acquire(Lane.ORDINARY).close();

        lock.acquire(Lane.ORDINARY).close();
    }

    @Test
    void oneHolderAtATime() throws Exception {
        DeviceLock lock = lock();
        DeviceLock.Held held = lock.acquire(Lane.ORDINARY);
        Waiter waiter = Waiter.on(lock);

        assertThat(waiter.got()).isNotDone();
        held.close();

        waiter.got().join().close();
    }

    @Test
    void itIsFreeWhileNobodyHoldsIt() throws Exception {
        DeviceLock lock = lock();
        assertThat(lock.isFree()).isTrue();
        DeviceLock.Held held = lock.acquire(Lane.ORDINARY);

        assertThat(lock.isFree()).isFalse();
        held.close();
        assertThat(lock.isFree()).isTrue();
        lock.acquire(Lane.ORDINARY).close();
    }

    @Test
    void givingBackTwiceGivesBackOnce() throws Exception {
        DeviceLock lock = lock();
        DeviceLock.Held first = lock.acquire(Lane.ORDINARY);
        first.close();
        DeviceLock.Held second = lock.acquire(Lane.ORDINARY);
        first.close();

        Waiter waiter = Waiter.on(lock);
        assertThat(waiter.got()).isNotDone();
        second.close();
        waiter.got().join().close();
    }

    @Test
    void anotherThreadMayGiveItBack() throws Exception {
        DeviceLock lock = lock();
        DeviceLock.Held held = lock.acquire(Lane.ORDINARY);

        CompletableFuture.runAsync(held::close).join();

        lock.acquire(Lane.ORDINARY).close();
    }

    @Test
    void whoWaitsCanBeInterruptedAndLeavesNothingBehind() throws Exception {
        DeviceLock lock = lock();
        DeviceLock.Held held = lock.acquire(Lane.ORDINARY);
        Waiter waiter = Waiter.on(lock);
        waiter.thread().interrupt();

        await().until(() -> waiter.got().isCompletedExceptionally());
        assertThat(waiter.got().exceptionNow()).isInstanceOf(InterruptedException.class);
        held.close();
        lock.acquire(Lane.ORDINARY).close();
    }

    @Test
    void whoCameFirstIsServedFirst() throws Exception {
        DeviceLock lock = lock();
        DeviceLock.Held held = lock.acquire(Lane.ORDINARY);
        List<Integer> served = new CopyOnWriteArrayList<>();
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int number = i;
            ends.add(Waiter.on(lock).got().thenAccept(mine -> {
                served.add(number);
                mine.close();
            }));
        }
        held.close();

        ends.forEach(CompletableFuture::join);
        assertThat(served).containsExactly(0, 1, 2, 3);
    }

    @Test
    void urgentWorkGoesBeforeAllThatWaits() throws Exception {
        DeviceLock lock = lock();
        DeviceLock.Held held = lock.acquire(Lane.ORDINARY);
        List<String> served = new CopyOnWriteArrayList<>();
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (String name : List.of("view 1", "view 2", "urgent 1", "urgent 2")) {
            Lane lane = name.startsWith("urgent") ? Lane.EXPRESS : Lane.ORDINARY;
            ends.add(Waiter.on(lock, lane).got().thenAccept(mine -> {
                served.add(name);
                mine.close();
            }));
        }
        held.close();

        ends.forEach(CompletableFuture::join);
        assertThat(served).containsExactly("urgent 1", "urgent 2", "view 1", "view 2");
    }

    @Test
    void anUrgentOneThatIsInterruptedLetsTheOthersPass() throws Exception {
        DeviceLock lock = lock();
        DeviceLock.Held held = lock.acquire(Lane.ORDINARY);
        Waiter ordinary = Waiter.on(lock);
        Waiter urgent = Waiter.on(lock, Lane.EXPRESS);
        urgent.thread().interrupt();
        await().until(() -> urgent.got().isCompletedExceptionally());

        held.close();

        ordinary.got().join().close();
    }

    /** A thread that waits for a lock. */
    record Waiter(Thread thread, CompletableFuture<DeviceLock.Held> got) {
        static Waiter on(DeviceLock lock) {
            return on(lock, Lane.ORDINARY);
        }

        static Waiter on(DeviceLock lock, Lane lane) {
            CompletableFuture<DeviceLock.Held> got = new CompletableFuture<>();
            Thread thread = Thread.ofPlatform().start(() -> {
                try {
                    got.complete(lock.acquire(lane));
                } catch (IOException | InterruptedException e) {
                    got.completeExceptionally(e);
                }
            });
            await().until(
                    () -> thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
            return new Waiter(thread, got);
        }
    }
}
