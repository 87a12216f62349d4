package io.renderline.engine.consume;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.renderline.engine.handler.NotStoredException;
import io.renderline.engine.settings.StoragePatience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/** What a worker does while its blob store is full. */
class StoreWatchTest {
    private static final StoragePatience PATIENT = new StoragePatience(Duration.ofMinutes(1), Duration.ofMinutes(1));
    private static final StoragePatience HASTY = new StoragePatience(Duration.ofMillis(300), Duration.ofMillis(300));
    private static final long OUTPUT = 8 << 20;

    @TempDir
    private Path folder;
    private FaultyStore store;

    @BeforeEach
    void fullStore() throws IOException {
        store = new FaultyStore(folder);
        store.room = 0;
    }

    @Test
    void whatIsFinishedIsStoredWhenThereIsRoom() throws IOException, InterruptedException {
        AtomicInteger attempts = new AtomicInteger();

        String stored = watch(PATIENT).storePatiently(() -> {
            if (attempts.incrementAndGet() < 3) {
                throw full();
            }
            return "stored";
        }, () -> true);

        assertThat(stored).isEqualTo("stored");
        assertThat(attempts).hasValue(3);
    }

    @Test
    void whatIsFinishedIsKeptOnlyForAWhile() {
        assertThatExceptionOfType(NotStoredException.class)
                .isThrownBy(() -> watch(HASTY).storePatiently(StoreWatchTest::fail, () -> true))
                .withMessageContaining("No space left");
    }

    @Test
    void whatNobodyWantsAnyMoreIsNotKept() {
        assertThatExceptionOfType(NotStoredException.class)
                .isThrownBy(() -> watch(PATIENT).storePatiently(StoreWatchTest::fail, () -> false));
    }

    @Test
    void nothingIsBegunUntilThereIsRoomForWhatDidNotFit() {
        StoreWatch watch = closed(PATIENT);
        CompletableFuture<Void> begun = begin(watch);

        store.room = OUTPUT - 1;
        int before = store.writes.get();
        Awaitility.await("it is tried").until(() -> store.writes.get() > before + 1);
        assertThat(begun).isNotDone();
        store.room = OUTPUT;

        begun.join();
        assertThat(begin(watch)).as("the next one").succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void workIsGivenBackWhenTheStoreStaysAway() {
        assertThatIOException().isThrownBy(() -> closed(HASTY).awaitWorking(() -> true))
                .withMessageContaining("No space left");
    }

    @Test
    void aCancelledTaskDoesNotWait() {
        AtomicBoolean wanted = new AtomicBoolean(true);
        StoreWatch watch = closed(PATIENT);
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> awaitWorking(watch, wanted));

        wanted.set(false);

        assertThat(waiting).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void aStoreThatWorksIsNotTried() throws IOException, InterruptedException {
        watch(PATIENT).awaitWorking(() -> true);

        assertThat(store.writes).hasValue(0);
    }

    private StoreWatch watch(StoragePatience patience) {
        return new StoreWatch(store.asStore(), patience);
    }

    /** One that has seen the store full. */
    private StoreWatch closed(StoragePatience patience) {
        StoreWatch watch = watch(patience);
        assertThatIOException().isThrownBy(() -> watch.storePatiently(StoreWatchTest::fail, () -> false));
        return watch;
    }

    private static CompletableFuture<Void> begin(StoreWatch watch) {
        return CompletableFuture.runAsync(() -> awaitWorking(watch, new AtomicBoolean(true)));
    }

    private static void awaitWorking(StoreWatch watch, AtomicBoolean wanted) {
        try {
            watch.awaitWorking(wanted::get);
        } catch (IOException | InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private static String fail() throws NotStoredException {
        throw full();
    }

    private static NotStoredException full() {
        return new NotStoredException(OUTPUT, new IOException("No space left on device"));
    }
}
