package io.renderline.engine.process;

import org.jspecify.annotations.Nullable;

/** What the pool knows of a scene's session at a place; guarded by the pool's lock. */
final class SceneSlot {
    @Nullable
    EngineSession session;
    long memoryBytes;
    long deviceMemoryBytes;
    boolean busy = true;
    /** The session has prepared the scene and not opened it yet. */
    boolean prepared;

    boolean isAlive() {
        return session != null && session.isAlive();
    }

    /** Whether the scene is in memory. */
    boolean isWarm() {
        return !prepared && isAlive();
    }

    void kill() {
        if (session != null) {
            session.kill();
        }
    }
}
