package io.renderline.engine.process;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.renderline.core.key.Sha256;
import io.renderline.engine.settings.PoolSettings;

/**
 * The Blender processes that hold a scene, by the scene's hash and the place where they render, which is one for life: a
 * session's memory on a GPU goes nowhere else. There is at most one for a scene at a place, and one user of it at a time:
 * who wants a scene that is in use there waits for it, since loading it twice costs more. Idle sessions end, least recently
 * used first, to keep to the bounds on count and measured memory, and where a GPU's memory is wanted.
 */
public final class ScenePool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScenePool.class);

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private final SceneSlots slots;
    private boolean closed;

    public ScenePool(PoolSettings settings) {
        this.slots = new SceneSlots(settings);
    }

    /** Waits until the scene at this place, or room for it, is this caller's alone. The lease must be closed. */
    public SceneLease acquire(SceneSeat seat) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                if (slots.take(seat)) {
                    return new SceneLease(this, seat);
                }
                changed.await();
            }
            throw new InterruptedException("The pool is closed");
        } finally {
            lock.unlock();
        }
    }

    /** The scenes that are in memory, each once, most recently used first. */
    public List<Sha256> warmScenes() {
        return look(slots::warmScenes);
    }

    /** Whether a session holds the scene at this place, be it in use. */
    public boolean isWarm(SceneSeat seat) {
        return look(() -> slots.isWarm(seat));
    }

    /** How much memory the sessions hold together, bytes, as last measured. */
    public long memoryBytes() {
        return look(() -> slots.sum(slot -> slot.memoryBytes));
    }

    /** How much memory of devices the sessions hold together, bytes, as last measured. */
    public long deviceMemoryBytes() {
        return look(() -> slots.sum(slot -> slot.deviceMemoryBytes));
    }

    /** Ends every session that nobody uses, e.g. because memory ran out. */
    public void endIdle() {
        change(() -> {
            while (slots.evictOne((_, _) -> true)) {
                LOG.debug("Ended an idle session to free its memory");
            }
        });
    }

    /**
     * Ends the session at {@code place} that nobody uses and that was used longest ago.
     *
     * @return done when its process has ended and its memory on the device is free; empty when there is none
     */
    public Optional<CompletableFuture<?>> endIdleAt(String place) {
        return look(() -> slots.evictOneAt(place));
    }

    /**
     * Takes over the session that has prepared the scene, so that the scene's first view need not start another one. It is
     * ended instead when there is no room but that of sessions in use, or that still wait for their first view: these would
     * be the next ones that are wanted.
     */
    public void handOn(Sha256 scene, EngineSession session, long memoryBytes) {
        change(() -> {
            if (!closed && slots.add(scene, session, memoryBytes)) {
                changed.signalAll();
            } else {
                session.kill();
            }
        });
    }

    /** The session that holds the scene, or, if {@code prepared}, the one that has prepared it and not opened it yet. */
    Optional<EngineSession> sessionOf(SceneSeat seat, boolean prepared) {
        return look(() -> {
            SceneSlot slot = slots.inUse(seat);
            return slot.prepared == prepared ? Optional.ofNullable(slot.session) : Optional.empty();
        });
    }

    void hold(SceneSeat seat, EngineSession session, long memoryBytes) {
        change(() -> {
            SceneSlot slot = slots.inUse(seat);
            slot.session = session;
            slot.prepared = false;
            slot.memoryBytes = memoryBytes;
            slot.deviceMemoryBytes = 0;
            slots.evictAbove(seat);
        });
    }

    void measured(SceneSeat seat, long memoryBytes, long deviceMemoryBytes) {
        change(() -> {
            SceneSlot slot = slots.inUse(seat);
            slot.memoryBytes = memoryBytes;
            slot.deviceMemoryBytes = deviceMemoryBytes;
            slots.evictAbove(seat);
        });
    }

    void giveBack(SceneSeat seat) {
        change(() -> {
            SceneSlot slot = slots.inUse(seat);
            slot.busy = false;
            if (closed) {
                slot.kill();
            }
            slots.dropDead();
            changed.signalAll();
        });
    }

    /** Kills all sessions, used or not. */
    @Override
    public void close() {
        change(() -> {
            closed = true;
            slots.killAll();
            changed.signalAll();
        });
    }

    private void change(Runnable change) {
        look(() -> {
            change.run();
            return true;
        });
    }

    private <T> T look(Supplier<T> look) {
        lock.lock();
        try {
            return look.get();
        } finally {
            lock.unlock();
        }
    }
}
