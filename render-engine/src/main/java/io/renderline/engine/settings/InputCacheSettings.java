package io.renderline.engine.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The worker's copies of inputs, for blob stores that do not lie on this machine.
 *
 * @param maxSize the most that is kept; the least recently used go first
 */
public record InputCacheSettings(@DefaultValue("10GB") DataSize maxSize) {
    public InputCacheSettings {
        SettingRules.atLeast("renderline.input-cache.max-size (bytes)", maxSize.toBytes(), 1);
    }
}
