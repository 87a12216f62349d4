package io.renderline.api.background;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** A thread that does a round whenever it is signalled, and at least once per poll. Signals during a round make one more. */
public abstract class SignalledLoop implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(SignalledLoop.class);

    private final String name;
    private final Duration poll;
    private final Semaphore signals = new Semaphore(0);
    private volatile @Nullable Thread thread;

    /**
     * A loop.
     *
     * @param name of its thread
     * @param poll the longest time without a round
     */
    protected SignalledLoop(String name, Duration poll) {
        this.name = name;
        this.poll = poll;
    }

    /** Does what there is to do. What it throws ends the loop for good, so that it handles what may pass. */
    protected abstract void round();

    /** There may be something to do. Returns at once. */
    public final void signal() {
        signals.release();
    }

    @Override
    public final void start() {
        // Known before it runs: it ends as soon as it is not the current one
        Thread created = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
        thread = created;
        created.start();
    }

    @Override
    public final void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
            try {
                running.join(TimeUnit.SECONDS.toMillis(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public final boolean isRunning() {
        return thread != null;
    }

    /** Whether the thread that asks shall go on. */
    protected final boolean isCurrent() {
        return Thread.currentThread().equals(thread);
    }

    private void run() {
        try {
            while (isCurrent()) {
                if (signals.tryAcquire(poll.toMillis(), TimeUnit.MILLISECONDS)) {
                    signals.drainPermits();
                }
                round();
            }
        } catch (InterruptedException e) {
            LOG.debug("{} ends", name, e);
        }
    }
}
