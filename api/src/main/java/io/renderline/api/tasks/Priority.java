package io.renderline.api.tasks;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.renderline.core.Labels;

/** Which jobs go first. Within one priority jobs take turns. */
public enum Priority {
    LOW(0), NORMAL(1), HIGH(2);

    private final short rank;

    Priority(int rank) {
        this.rank = (short) rank;
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As it is kept in the database: a higher number goes first. */
    public short rank() {
        return rank;
    }

    /** The one that is kept as this number. */
    public static Priority ofRank(int rank) {
        for (Priority priority : values()) {
            if (priority.rank == rank) {
                return priority;
            }
        }
        throw new IllegalArgumentException("No priority has the rank " + rank);
    }

    @JsonCreator
    public static Priority of(String label) {
        return Labels.parse(values(), Priority::label, "priority", label);
    }
}
