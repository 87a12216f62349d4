package io.renderline.engine.process;

import java.util.Optional;

import io.renderline.core.key.Sha256;

/** The right to use one scene's session, or to start it, until this is closed. For one thread. */
public final class SceneLease implements AutoCloseable {
    private final ScenePool pool;
    private final Sha256 scene;
    private boolean open = true;

    SceneLease(ScenePool pool, Sha256 scene) {
        this.pool = pool;
        this.scene = scene;
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
        return Optional.ofNullable(pool.sessionOf(scene, prepared)).filter(EngineSession::isAlive);
    }

    /** From now on {@code session} is the one that holds the scene. */
    public void hold(EngineSession session, long memoryBytes) {
        pool.hold(scene, session, memoryBytes);
    }

    /** The session's process holds that much memory now. */
    public void measured(long memoryBytes) {
        pool.measured(scene, memoryBytes);
    }

    /** Ends the session: what it would answer next cannot be trusted. */
    public void discard() {
        session().or(this::preparer).ifPresent(EngineSession::kill);
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            pool.giveBack(scene);
        }
    }
}
