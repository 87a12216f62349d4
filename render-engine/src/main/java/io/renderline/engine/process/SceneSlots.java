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
import java.util.function.BiPredicate;
import java.util.function.ToLongFunction;

import io.renderline.core.key.Sha256;
import io.renderline.engine.settings.PoolSettings;

/** Who sits where in the pool, and who has to go for whom; guarded by the pool's lock. */
final class SceneSlots {
    private final int maxSessions;
    private final long maxMemoryBytes;
    // Least recently used first.
    private final SequencedMap<SceneSeat, SceneSlot> slots = new LinkedHashMap<>();

    SceneSlots(PoolSettings settings) {
        this.maxSessions = settings.maxSessions();
        this.maxMemoryBytes = settings.maxMemory().toBytes();
    }

    /** Takes the scene at this place, or room for it; false when either is in use. */
    boolean take(SceneSeat seat) {
        dropDead();
        seatPrepared(seat);
        SceneSlot slot = slots.get(seat);
        if (slot == null ? !hasRoom() : slot.busy) {
            return false;
        }
        SceneSlot taken = slot == null ? new SceneSlot() : slot;
        taken.busy = true;
        slots.putLast(seat, taken);
        return true;
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

    /** Adds the session that has prepared a scene; false when there is no room but that of sessions that are wanted next. */
    boolean add(Sha256 scene, EngineSession session, long memoryBytes) {
        dropDead();
        boolean isHeld = slots.keySet().stream().anyMatch(seat -> seat.scene().equals(scene));
        if (isHeld || !makeRoomBesidePrepared(memoryBytes)) {
            return false;
        }
        SceneSlot slot = new SceneSlot();
        slot.session = session;
        slot.memoryBytes = memoryBytes;
        slot.prepared = true;
        slot.busy = false;
        slots.putLast(SceneSeat.nowhere(scene), slot);
        return true;
    }

    private boolean makeRoomBesidePrepared(long memoryBytes) {
        while (slots.size() >= maxSessions || memoryBytes() + memoryBytes > maxMemoryBytes) {
            if (!evictOne((_, slot) -> !slot.prepared)) {
                return false;
            }
        }
        return true;
    }

    /** The slot of a scene that is in use. */
    SceneSlot inUse(SceneSeat seat) {
        SceneSlot slot = slots.get(seat);
        if (slot == null || !slot.busy) {
            throw new IllegalStateException(seat + " is not leased");
        }
        return slot;
    }

    /** The scenes that are in memory, each once, most recently used first. */
    List<Sha256> warmScenes() {
        SequencedSet<Sha256> warm = new LinkedHashSet<>();
        slots.reversed().forEach((seat, slot) -> {
            if (slot.isWarm()) {
                warm.add(seat.scene());
            }
        });
        return List.copyOf(warm);
    }

    boolean isWarm(SceneSeat seat) {
        SceneSlot slot = slots.get(seat);
        return slot != null && slot.isWarm();
    }

    private long memoryBytes() {
        return sum(slot -> slot.memoryBytes);
    }

    long sum(ToLongFunction<SceneSlot> memory) {
        return slots.values().stream().mapToLong(memory).sum();
    }

    /** Forgets idle slots without a live session: it never got one, or it has died. */
    void dropDead() {
        slots.values().removeIf(slot -> !slot.busy && !slot.isAlive());
    }

    /** The scene just used is spared, even if it alone is above the bound: its next view would only load it again. */
    void evictAbove(SceneSeat spared) {
        while (memoryBytes() > maxMemoryBytes) {
            if (!evictOne((seat, _) -> !seat.equals(spared))) {
                return;
            }
        }
    }

    /** Ends the idle session that was used longest ago, of those that may go; false when there is none. */
    boolean evictOne(BiPredicate<SceneSeat, SceneSlot> mayGo) {
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

    Optional<CompletableFuture<?>> evictOneAt(String place) {
        Optional<EngineSession> oldest = slots.entrySet().stream()
                .filter(entry -> entry.getKey().isAt(place) && !entry.getValue().busy)
                .flatMap(entry -> Optional.ofNullable(entry.getValue().session).stream()).findFirst();
        return oldest.map(session -> {
            CompletableFuture<?> ended = session.ended();
            evictOne((_, slot) -> slot.session == session);
            return ended;
        });
    }

    void killAll() {
        slots.values().forEach(SceneSlot::kill);
    }
}
