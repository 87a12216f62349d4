package io.renderline.core.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.renderline.core.Labels;

/** The studios that come with Renderline. */
public enum Studio {
    /** Soft light, white behind the model, a soft shadow below it. */
    WHITE("white"),
    /** The same light, nothing behind the model; the shadow is part of the alpha channel. */
    TRANSPARENT("transparent"),
    /** Light along the edges, before charcoal. */
    DARK("dark"),
    /** A sun that stands still, sky, and a floor of concrete. */
    OUTDOOR("outdoor");

    private final String label;

    Studio(String label) {
        this.label = label;
    }

    @JsonValue
    public String label() {
        return label;
    }

    @JsonCreator
    public static Studio of(String label) {
        return Labels.parse(values(), Studio::label, "studio", label);
    }
}
