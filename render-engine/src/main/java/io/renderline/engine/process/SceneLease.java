package io.renderline.engine.process;

import java.util.Optional;

/** The right to use one scene's session, or to start it, until this is closed. For one thread. */
public final class SceneLease implements AutoCloseable {
    private final ScenePool pool;
    private final SceneSeat seat;
    private boolean open = true;

    SceneLease(ScenePool pool, SceneSeat seat) {
        this.pool = pool;
        this.seat = seat;
    }

    /** The session that holds the scene, if there is a live one. */
    public Optional<EngineSession> session() {
        return alive(false);
    }

    /** The session that has prepared the scene and can open it at once, if there is a live one. */
    public Optional<EngineSession> preparer() {
        return alive(true);
    }

    private Optional<EngineSession> alive(boolean prepared) {
        return pool.sessionOf(seat, prepared).filter(EngineSession::isAlive);
    }

    /** From now on {@code session} is the one that holds the scene. */
    public void hold(EngineSession session, long memoryBytes) {
        pool.hold(seat, session, memoryBytes);
    }

    /** The session's process holds that much memory now, and that much of its device's. */
    public void measured(long memoryBytes, long deviceMemoryBytes) {
        pool.measured(seat, memoryBytes, deviceMemoryBytes);
    }

    /** Ends the session: what it would answer next cannot be trusted. */
    public void discard() {
        session().or(this::preparer).ifPresent(EngineSession::kill);
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            pool.giveBack(seat);
        }
    }
}
