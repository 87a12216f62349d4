package io.renderline.engine.control;

import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.renderline.core.task.Lane;

/**
 * One task of a batch that this worker has taken, from then until its outcome is known. Any thread may end it early; the
 * thread that works on it learns so by what it works with being killed, or by being interrupted while it waits.
 */
public final class TaskInHand {
    private final UUID id;
    private final Lane lane;
    private @Nullable Ending ending;
    private @Nullable Runnable kill;
    private @Nullable Thread waiting;

    /** Why a task ends before it is done. */
    public enum Ending {
        /** Nobody wants the result; no event is owed. */
        CANCELLED,
        /** The worker stops; another one will do it. */
        STOPPED
    }

    /** Something that takes its time and can be interrupted. */
    @FunctionalInterface
    public interface Waiting<T, E extends Exception> {
        T get() throws E, InterruptedException;
    }

    TaskInHand(UUID id, Lane lane) {
        this.id = id;
        this.lane = lane;
    }

    public UUID id() {
        return id;
    }

    /** By which way it came. */
    public Lane lane() {
        return lane;
    }

    /** Why it was ended early, if it was. */
    public synchronized Optional<Ending> ending() {
        return Optional.ofNullable(ending);
    }

    /** From now until {@link #detach}, ending the task runs {@code killer}; at once when it is ended already. */
    public void attach(Runnable killer) {
        synchronized (this) {
            kill = killer;
            if (ending == null) {
                return;
            }
        }
        killer.run();
    }

    /** What was attached is not this task's any more. */
    public synchronized void detach() {
        kill = null;
    }

    /**
     * Waits for something in a way that ending the task cuts short.
     *
     * @throws InterruptedException when the task is ended
     */
    public <T, E extends Exception> T interruptibly(Waiting<T, E> something) throws E, InterruptedException {
        synchronized (this) {
            if (ending != null) {
                throw new InterruptedException("The task is " + ending);
            }
            waiting = Thread.currentThread();
        }
        try {
            return something.get();
        } finally {
            synchronized (this) {
                waiting = null;
                if (ending != null) {
                    // The interrupt was for this wait only; the thread goes on to other tasks.
                    Thread.interrupted();
                }
            }
        }
    }

    void end(Ending why) {
        Runnable killer;
        synchronized (this) {
            if (ending == null) {
                ending = why;
            }
            killer = kill;
            if (waiting != null) {
                waiting.interrupt();
            }
        }
        if (killer != null) {
            killer.run();
        }
    }
}
