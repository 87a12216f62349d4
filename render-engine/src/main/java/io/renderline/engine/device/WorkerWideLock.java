package io.renderline.engine.device;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** A device that up to a number of views of this worker share, whatever other workers do: the processor. */
public final class WorkerWideLock implements DeviceLock {
    private final Semaphore permits;

    public WorkerWideLock(int concurrency) {
        this.permits = new Semaphore(concurrency, true);
    }

    @Override
    public Held acquire() throws InterruptedException {
        permits.acquire();
        AtomicBoolean held = new AtomicBoolean(true);
        return () -> {
            if (held.getAndSet(false)) {
                permits.release();
            }
        };
    }
}
