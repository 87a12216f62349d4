package io.renderline.core.media;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.renderline.core.Labels;

/** Which of a model's axes points up. */
public enum UpAxis {
    Y("y"), Z("z");

    private final String label;

    UpAxis(String label) {
        this.label = label;
    }

    @JsonValue
    public String label() {
        return label;
    }

    @JsonCreator
    public static UpAxis of(String label) {
        return Labels.parse(values(), UpAxis::label, "up axis", label);
    }
}
