package io.renderline.api.background;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** A thread that does a round whenever it is signalled, and at least once per poll. Signals during a round make one more. */
public abstract class SignalledLoop implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(SignalledLoop.class);

    private final String name;
    private final Duration poll;
    private final Lock lock = new ReentrantLock();
    private final Condition sooner = lock.newCondition();
    /** When the next round is due, in nanoseconds of {@link System#nanoTime}; of whoever has the lock. */
    private long due;
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
        signalIn(Duration.ZERO);
    }

    /** There may be something to do, which may wait for so long. Returns at once. */
    protected final void signalIn(Duration most) {
        lock.lock();
        try {
            long wanted = System.nanoTime() + most.toNanos();
            if (wanted - due < 0) {
                due = wanted;
                sooner.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public final void start() {
        nextAfterPoll();
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
                awaitDue();
                round();
            }
        } catch (InterruptedException e) {
            LOG.debug("{} ends", name, e);
        }
    }

    private void nextAfterPoll() {
        lock.lock();
        try {
            due = System.nanoTime() + poll.toNanos();
        } finally {
            lock.unlock();
        }
    }

    private void awaitDue() throws InterruptedException {
        lock.lock();
        try {
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                sooner.awaitNanos(left);
            }
            // Before the round: a signal during it makes one more
            nextAfterPoll();
        } finally {
            lock.unlock();
        }
    }
}
