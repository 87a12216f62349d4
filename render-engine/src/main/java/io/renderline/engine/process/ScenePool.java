package io.renderline.engine.process;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;
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

    private final int maxSessions;
    private final long maxMemoryBytes;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    // Least recently used first.
    private final SequencedMap<SceneSeat, SceneSlot> slots = new LinkedHashMap<>();
    private boolean closed;

    public ScenePool(PoolSettings settings) {
        this.maxSessions = settings.maxSessions();
        this.maxMemoryBytes = settings.maxMemory().toBytes();
    }

    /** Waits until the scene at this place, or room for it, is this caller's alone. The lease must be closed. */
    public SceneLease acquire(SceneSeat seat) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                dropDead();
                seatPrepared(seat);
                SceneSlot slot = slots.get(seat);
                if (slot == null && hasRoom()) {
                    slots.putLast(seat, new SceneSlot());
                    return new SceneLease(this, seat);
                }
                if (slot != null && !slot.busy) {
                    slot.busy = true;
                    slots.putLast(seat, slot);
                    return new SceneLease(this, seat);
                }
                changed.await();
            }
            throw new InterruptedException("The pool is closed");
        } finally {
            lock.unlock();
        }
    }

    /** The session that has prepared a scene is at no place yet, and opens it where it is first wanted. */
    private void seatPrepared(SceneSeat seat) {
        SceneSeat nowhere = seat.nowhere();
        SceneSlot prepared = slots.get(nowhere);
        if (prepared != null && !prepared.busy && !slots.containsKey(seat)) {
            slots.remove(nowhere);
            slots.putLast(seat, prepared);
        }
    }

    /** The scenes that are in memory, each once, most recently used first. */
    public List<Sha256> warmScenes() {
        lock.lock();
        try {
            SequencedSet<Sha256> warm = new LinkedHashSet<>();
            slots.reversed().forEach((seat, slot) -> {
                if (slot.isWarm()) {
                    warm.add(seat.scene());
                }
            });
            return List.copyOf(warm);
        } finally {
            lock.unlock();
        }
    }

    /** Whether a session holds the scene at this place, be it in use. */
    public boolean isWarm(SceneSeat seat) {
        lock.lock();
        try {
            SceneSlot slot = slots.get(seat);
            return slot != null && slot.isWarm();
        } finally {
            lock.unlock();
        }
    }

    /** How much memory the sessions hold together, bytes, as last measured. */
    public long memoryBytes() {
        return sum(slot -> slot.memoryBytes);
    }

    /** How much memory of devices the sessions hold together, bytes, as last measured. */
    public long deviceMemoryBytes() {
        return sum(slot -> slot.deviceMemoryBytes);
    }

    private long sum(ToLongFunction<SceneSlot> memory) {
        lock.lock();
        try {
            return slots.values().stream().mapToLong(memory).sum();
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
     * Ends the session at {@code place} that nobody uses and that was used longest ago.
     *
     * @return done when its process has ended and its memory on the device is free; empty when there is none
     */
    public Optional<CompletableFuture<?>> endIdleAt(String place) {
        lock.lock();
        try {
            Optional<EngineSession> oldest = slots.entrySet().stream()
                    .filter(entry -> entry.getKey().isAt(place) && !entry.getValue().busy)
                    .flatMap(entry -> Optional.ofNullable(entry.getValue().session).stream()).findFirst();
            return oldest.map(session -> {
                CompletableFuture<?> ended = session.ended();
                evictOne((_, slot) -> slot.session == session);
                return ended;
            });
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
            SceneSeat seat = SceneSeat.nowhere(scene);
            if (closed || isHeld(scene) || !makeRoomBesidePrepared(memoryBytes)) {
                session.kill();
                return;
            }
            SceneSlot slot = new SceneSlot();
            slot.session = session;
            slot.memoryBytes = memoryBytes;
            slot.prepared = true;
            slot.busy = false;
            slots.putLast(seat, slot);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isHeld(Sha256 scene) {
        return slots.keySet().stream().anyMatch(seat -> seat.scene().equals(scene));
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
    EngineSession sessionOf(SceneSeat seat, boolean prepared) {
        lock.lock();
        try {
            SceneSlot slot = slotOf(seat);
            return slot.prepared == prepared ? slot.session : null;
        } finally {
            lock.unlock();
        }
    }

    void hold(SceneSeat seat, EngineSession session, long memoryBytes) {
        lock.lock();
        try {
            SceneSlot slot = slotOf(seat);
            slot.session = session;
            slot.prepared = false;
            slot.memoryBytes = memoryBytes;
            slot.deviceMemoryBytes = 0;
            evictAbove(seat);
        } finally {
            lock.unlock();
        }
    }

    void measured(SceneSeat seat, long memoryBytes, long deviceMemoryBytes) {
        lock.lock();
        try {
            SceneSlot slot = slotOf(seat);
            slot.memoryBytes = memoryBytes;
            slot.deviceMemoryBytes = deviceMemoryBytes;
            evictAbove(seat);
        } finally {
            lock.unlock();
        }
    }

    void giveBack(SceneSeat seat) {
        lock.lock();
        try {
            SceneSlot slot = slotOf(seat);
            slot.busy = false;
            if (closed) {
                slot.kill();
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
            slots.values().forEach(SceneSlot::kill);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private SceneSlot slotOf(SceneSeat seat) {
        SceneSlot slot = slots.get(seat);
        if (slot == null || !slot.busy) {
            throw new IllegalStateException(seat + " is not leased");
        }
        return slot;
    }

    /** Forgets idle slots without a live session: it never got one, or it has died. */
    private void dropDead() {
        slots.values().removeIf(slot -> !slot.busy && !slot.isAlive());
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
    private void evictAbove(SceneSeat spared) {
        while (memoryBytes() > maxMemoryBytes) {
            if (!evictOne((seat, _) -> !seat.equals(spared))) {
                return;
            }
        }
    }

    private boolean evictOne(BiPredicate<SceneSeat, SceneSlot> mayGo) {
        for (Iterator<Map.Entry<SceneSeat, SceneSlot>> it = slots.entrySet().iterator(); it.hasNext();) {
            var entry = it.next();
            SceneSlot slot = entry.getValue();
            if (!slot.busy && mayGo.test(entry.getKey(), slot)) {
                slot.kill();
                it.remove();
                return true;
            }
        }
        return false;
    }
}
