package io.renderline.engine.device;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.renderline.core.task.Lane;

/** Those of this process who wait for a device: the urgent ones first, and each lane in the order of its coming. */
final class DeviceLine {
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition moved = lock.newCondition();
    private final Deque<Object> express = new ArrayDeque<>();
    private final Deque<Object> ordinary = new ArrayDeque<>();
    private int free;

    /** A line for a device that so many may use at once. */
    DeviceLine(int places) {
        this.free = places;
    }

    /** Waits for a place. */
    void enter(Lane lane) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Deque<Object> own = lane == Lane.EXPRESS ? express : ordinary;
            Object waiting = new Object();
            own.addLast(waiting);
            try {
                while (free == 0 || !waiting.equals(first())) {
                    moved.await();
                }
                free--;
            } finally {
                // Whoever goes, served or interrupted, may have stood in the way of the next one.
                own.remove(waiting);
                moved.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes a place if one is free and nobody waits for it. */
    boolean tryEnter() {
        lock.lock();
        try {
            if (!isFree()) {
                return false;
            }
            free--;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a place is free and nobody waits for it. */
    boolean isFree() {
        lock.lock();
        try {
            return free > 0 && express.isEmpty() && ordinary.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Gives a place back. */
    void leave() {
        lock.lock();
        try {
            free++;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Object first() {
        return express.isEmpty() ? ordinary.getFirst() : express.getFirst();
    }
}
