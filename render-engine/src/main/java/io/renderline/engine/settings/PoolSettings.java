package io.renderline.engine.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bounds of the pool of warm scenes.
 *
 * @param maxSessions the most Blender processes that hold a scene
 * @param maxMemory the most memory that they may hold together, as measured; idle ones end when it is more
 * @param gpuReserve how much of a GPU's memory is to be free beside what a scene is thought to need; idle sessions on the GPU
 *        end for that before the scene is loaded
 */
public record PoolSettings(@DefaultValue("4") int maxSessions, @DefaultValue("4GB") DataSize maxMemory,
        @DefaultValue("1GB") DataSize gpuReserve) {
    public PoolSettings {
        SettingRules.atLeast("renderline.pool.max-sessions", maxSessions, 1);
        SettingRules.atLeast("renderline.pool.max-memory (bytes)", maxMemory.toBytes(), 1);
    }
}
