package io.renderline.engine.device;

import java.util.concurrent.atomic.AtomicBoolean;

import io.renderline.core.task.Lane;

/** A device that up to a number of views of this worker share, whatever other workers do: the processor. */
public final class WorkerWideLock implements DeviceLock {
    private final DeviceLine line;

    public WorkerWideLock(int concurrency) {
        this.line = new DeviceLine(concurrency);
    }

    @Override
    public Held acquire(Lane lane) throws InterruptedException {
        line.enter(lane);
        AtomicBoolean held = new AtomicBoolean(true);
        return () -> {
            if (held.getAndSet(false)) {
                line.leave();
            }
        };
    }

    @Override
    public boolean isFree() {
        return line.isFree();
    }
}
