package io.renderline.api.tasks;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.renderline.core.Labels;

/** Which jobs go first. Within one priority jobs take turns. */
public enum Priority {
    LOW, NORMAL, HIGH;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As it is kept in the database: a higher number goes first. */
    public short rank() {
        return (short) ordinal();
    }

    /** The priority with this {@link #rank}. */
    public static Priority ofRank(int rank) {
        return values()[rank];
    }

    @JsonCreator
    public static Priority of(String label) {
        return Labels.parse(values(), Priority::label, "priority", label);
    }
}
