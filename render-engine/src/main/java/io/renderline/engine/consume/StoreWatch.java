package io.renderline.engine.consume;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.renderline.core.blob.BlobStore;
import io.renderline.core.blob.StoredBlob;
import io.renderline.engine.handler.NotStoredException;
import io.renderline.engine.settings.StoragePatience;

/**
 * Knows whether the blob store takes what it is given. While it does not, finished work is kept and stored later, and no
 * further work is begun: an hour of rendering whose picture cannot be stored would be in vain. It costs nothing while the
 * store works, since only a failure closes it.
 */
final class StoreWatch {
    private static final Logger LOG = LoggerFactory.getLogger(StoreWatch.class);
    private static final long LEAST_PROBE = 1 << 20;
    private static final long LARGEST_PROBE = 1 << 28;
    private static final long SHORTEST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;
    private static final int PAUSE_SHARE = 4;

    private final BlobStore store;
    private final StoragePatience patience;
    private final ReentrantLock probing = new ReentrantLock();
    private volatile @Nullable Outage outage;

    StoreWatch(BlobStore store, StoragePatience patience) {
        this.store = store;
        this.patience = patience;
    }

    /**
     * The time in which the store does not work.
     *
     * @param bytes what it did not take
     */
    private record Outage(long sinceNanos, long bytes, IOException why) {
        /** The longer it lasts, the less often is tried. */
        long pauseMillis() {
            long age = (System.nanoTime() - sinceNanos) / 1_000_000;
            return Math.clamp(age / PAUSE_SHARE, SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
        }
    }

    /** Something stores or reads what a task has made. */
    @FunctionalInterface
    interface Storing<R> {
        R store() throws IOException;
    }

    /** The store could not be read. */
    void failed(IOException why) {
        failed(why, LEAST_PROBE);
    }

    private synchronized void failed(IOException why, long bytes) {
        Outage before = outage;
        if (before == null) {
            LOG.warn("The blob store does not work; nothing is begun until it does: {}", why.getMessage());
        }
        outage = before == null
                ? new Outage(System.nanoTime(), bytes, why)
                : new Outage(before.sinceNanos, Math.max(before.bytes, bytes), why);
    }

    private synchronized void works() {
        if (outage != null) {
            LOG.info("The blob store works again");
            outage = null;
        }
    }

    /**
     * Stores what is finished, again and again while the store does not take it.
     *
     * @param wanted whether it still makes sense; when not, the last failure is thrown
     */
    <R> R storePatiently(Storing<R> storing, BooleanSupplier wanted) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        while (true) {
            try {
                R stored = storing.store();
                works();
                return stored;
            } catch (NotStoredException e) {
                failed(e.getCause(), e.sizeBytes());
                if (!pause(begun, patience.finished(), wanted)) {
                    throw e;
                }
            }
        }
    }

    /**
     * Waits while the store does not work.
     *
     * @param wanted whether it still makes sense to wait
     * @throws IOException when it does not work for too long: what could be begun now would be in vain
     */
    void awaitWorking(BooleanSupplier wanted) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        while (outage != null && wanted.getAsBoolean()) {
            if (!pause(begun, patience.begun(), wanted)) {
                Outage lasting = outage;
                if (lasting != null && wanted.getAsBoolean()) {
                    throw new IOException(lasting.why.getMessage(), lasting.why);
                }
            } else if (probing.tryLock()) {
                try {
                    probe();
                } finally {
                    probing.unlock();
                }
            }
        }
    }

    /** Writes as much as the store did not take, and removes it again. */
    private void probe() {
        Outage lasting = outage;
        if (lasting == null) {
            return;
        }
        long bytes = Math.clamp(lasting.bytes, LEAST_PROBE, LARGEST_PROBE);
        try (InputStream zeros = new Zeros(bytes)) {
            StoredBlob blob = store.put(zeros, bytes);
            store.remove(blob.hash());
            works();
        } catch (IOException e) {
            failed(e, lasting.bytes);
        }
    }

    private boolean pause(long begunNanos, Duration most, BooleanSupplier wanted) throws InterruptedException {
        Outage lasting = outage;
        if (System.nanoTime() - begunNanos > most.toNanos() || !wanted.getAsBoolean()) {
            return false;
        }
        Thread.sleep(lasting == null ? SHORTEST_PAUSE_MILLIS : lasting.pauseMillis());
        return wanted.getAsBoolean();
    }
}
