package io.renderline.engine.settings;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** The checks that settings share, each ending in a sentence that names the property. */
final class SettingRules {
    private SettingRules() {}

    static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new InvalidSettingException(sentence);
        }
    }

    static <T> T given(@Nullable T value, String sentence) {
        if (value == null) {
            throw new InvalidSettingException(sentence);
        }
        return value;
    }

    static void atLeast(String property, long value, long least) {
        require(value >= least, property + " is " + value + "; it must be at least " + least + ".");
    }

    static void positive(String property, Duration value) {
        require(value.isPositive(), property + " is " + value + "; it must be longer than nothing, e.g. 10s.");
    }
}
