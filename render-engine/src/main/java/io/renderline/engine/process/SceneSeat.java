package io.renderline.engine.process;

import org.jspecify.annotations.Nullable;

import io.renderline.core.key.Sha256;

/**
 * A scene at the place where it is rendered.
 *
 * @param place a GPU, or the processor; null: at none yet
 */
public record SceneSeat(Sha256 scene, @Nullable String place) {
    static SceneSeat nowhere(Sha256 scene) {
        return new SceneSeat(scene, null);
    }

    SceneSeat nowhere() {
        return nowhere(scene);
    }

    boolean isAt(String where) {
        return where.equals(place);
    }
}
