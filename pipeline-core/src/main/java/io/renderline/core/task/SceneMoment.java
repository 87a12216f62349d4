package io.renderline.core.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.renderline.core.Labels;

/**
 * A time since the start of a scene's own timeline, whatever pace and length that has.
 *
 * @param unit what {@code at} counts
 * @param at 0 or more; a share is less than 1
 */
public record SceneMoment(Unit unit, double at) {
    /** The longest time, s. */
    public static final double MAX_SECONDS = 100_000;

    public SceneMoment {
        Ranges.require("at", at, 0, unit == Unit.SHARE ? 1 : MAX_SECONDS);
    }

    /** What moments are counted in. */
    public enum Unit {
        /** Seconds at the scene's own pace. */
        SECONDS("seconds"),
        /** A part of the scene's whole length. */
        SHARE("share");

        private final String label;

        Unit(String label) {
            this.label = label;
        }

        @JsonValue
        public String label() {
            return label;
        }

        @JsonCreator
        public static Unit of(String label) {
            return Labels.parse(values(), Unit::label, "unit", label);
        }
    }
}
