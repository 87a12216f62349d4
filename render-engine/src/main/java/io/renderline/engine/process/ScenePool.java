package io.renderline.engine.process;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.renderline.core.key.Sha256;
import io.renderline.engine.settings.PoolSettings;

/**
 * The Blender processes that hold a scene, by the scene's hash. There is at most one for a scene, and one user of it at a
 * time: who wants a scene that is in use waits for it, since loading it twice costs more. Idle sessions end, least
 * recently used first, to keep to the bounds on count and measured memory.
 */
public final class ScenePool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScenePool.class);

    private final int maxSessions;
    private final long maxMemoryBytes;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    // Least recently used first.
    private final SequencedMap<Sha256, Slot> slots = new LinkedHashMap<>();
    private boolean closed;

    /** What the pool knows of a scene's session; guarded by the pool's lock. */
    private static final class Slot {
        private @Nullable EngineSession session;
        private long memoryBytes;
        private boolean busy = true;
        /** The session has prepared the scene and not opened it yet. */
        private boolean prepared;
    }

    public ScenePool(PoolSettings settings) {
        this.maxSessions = settings.maxSessions();
        this.maxMemoryBytes = settings.maxMemory().toBytes();
    }

    /** Waits until the scene, or room for it, is this caller's alone. The lease must be closed. */
    public SceneLease acquire(Sha256 scene) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                dropDead();
                Slot slot = slots.get(scene);
                if (slot == null && hasRoom()) {
                    slots.putLast(scene, new Slot());
                    return new SceneLease(this, scene);
                }
                if (slot != null && !slot.busy) {
                    slot.busy = true;
                    slots.putLast(scene, slot);
                    return new SceneLease(this, scene);
                }
                changed.await();
            }
            throw new InterruptedException("The pool is closed");
        } finally {
            lock.unlock();
        }
    }

    /** The scenes that are in memory, most recently used first. */
    public List<Sha256> warmScenes() {
        lock.lock();
        try {
            List<Sha256> warm = new ArrayList<>();
            slots.reversed().forEach((scene, slot) -> {
                if (slot.session != null && !slot.prepared && slot.session.isAlive()) {
                    warm.add(scene);
                }
            });
            return warm;
        } finally {
            lock.unlock();
        }
    }

    /** How much memory the sessions hold together, bytes, as last measured. */
    public long memoryBytes() {
        lock.lock();
        try {
            return slots.values().stream().mapToLong(slot -> slot.memoryBytes).sum();
        } finally {
            lock.unlock();
        }
    }

    /** Ends every session that nobody uses, e.g. because memory ran out. */
    public void endIdle() {
        lock.lock();
        try {
            while (evictOne((_, _) -> true)) {
                LOG.debug("Ended an idle session to free its memory");
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes over the session that has prepared the scene, so that the scene's first view need not start another one. It is
     * ended instead when there is no room but that of sessions in use, or that still wait for their first view: these would
     * be the next ones that are wanted.
     */
    public void handOn(Sha256 scene, EngineSession session, long memoryBytes) {
        lock.lock();
        try {
            dropDead();
            if (closed || slots.containsKey(scene) || !makeRoomBesidePrepared(memoryBytes)) {
                session.kill();
                return;
            }
            Slot slot = new Slot();
            slot.session = session;
            slot.memoryBytes = memoryBytes;
            slot.prepared = true;
            slot.busy = false;
            slots.putLast(scene, slot);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean makeRoomBesidePrepared(long memoryBytes) {
        while (slots.size() >= maxSessions || memoryBytes() + memoryBytes > maxMemoryBytes) {
            if (!evictOne((_, slot) -> !slot.prepared)) {
                return false;
            }
        }
        return true;
    }

    /** The session that holds the scene, or, if {@code prepared}, the one that has prepared it and not opened it yet. */
    @Nullable
    EngineSession sessionOf(Sha256 scene, boolean prepared) {
        lock.lock();
        try {
            Slot slot = slotOf(scene);
            return slot.prepared == prepared ? slot.session : null;
        } finally {
            lock.unlock();
        }
    }

    void hold(Sha256 scene, EngineSession session, long memoryBytes) {
        lock.lock();
        try {
            Slot slot = slotOf(scene);
            slot.session = session;
            slot.prepared = false;
            slot.memoryBytes = memoryBytes;
            evictAbove(scene);
        } finally {
            lock.unlock();
        }
    }

    void measured(Sha256 scene, long memoryBytes) {
        lock.lock();
        try {
            slotOf(scene).memoryBytes = memoryBytes;
            evictAbove(scene);
        } finally {
            lock.unlock();
        }
    }

    void giveBack(Sha256 scene) {
        lock.lock();
        try {
            Slot slot = slotOf(scene);
            slot.busy = false;
            if (closed && slot.session != null) {
                slot.session.kill();
            }
            dropDead();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Kills all sessions, used or not. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            slots.values().forEach(slot -> {
                if (slot.session != null) {
                    slot.session.kill();
                }
            });
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Slot slotOf(Sha256 scene) {
        Slot slot = slots.get(scene);
        if (slot == null || !slot.busy) {
            throw new IllegalStateException("Scene " + scene + " is not leased");
        }
        return slot;
    }

    /** Forgets idle slots without a live session: it never got one, or it has died. */
    private void dropDead() {
        slots.values().removeIf(slot -> !slot.busy && (slot.session == null || !slot.session.isAlive()));
    }

    /**
     * Whether another session may be started, after idle ones have ended for it where that helps. One alone may be above the
     * bound on memory, since it would never run else; beside others that are in use none is started above it.
     */
    private boolean hasRoom() {
        while (slots.size() >= maxSessions || memoryBytes() >= maxMemoryBytes) {
            if (!evictOne((_, _) -> true)) {
                break;
            }
        }
        return slots.size() < maxSessions && (slots.isEmpty() || memoryBytes() < maxMemoryBytes);
    }

    /** The scene just used is spared, even if it alone is above the bound: its next view would only load it again. */
    private void evictAbove(Sha256 spared) {
        while (memoryBytes() > maxMemoryBytes) {
            if (!evictOne((scene, _) -> !scene.equals(spared))) {
                return;
            }
        }
    }

    private boolean evictOne(BiPredicate<Sha256, Slot> mayGo) {
        for (Iterator<Map.Entry<Sha256, Slot>> it = slots.entrySet().iterator(); it.hasNext();) {
            var entry = it.next();
            Slot slot = entry.getValue();
            if (!slot.busy && mayGo.test(entry.getKey(), slot)) {
                if (slot.session != null) {
                    slot.session.kill();
                }
                it.remove();
                return true;
            }
        }
        return false;
    }
}
