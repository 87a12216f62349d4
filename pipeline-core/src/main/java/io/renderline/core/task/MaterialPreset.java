package io.renderline.core.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.renderline.core.Labels;

/** The materials that come with Renderline. */
public enum MaterialPreset {
    BRUSHED_STEEL("brushed-steel", false), CHROME("chrome", false), ANODISED_ALUMINIUM("anodised-aluminium", true),
    RUBBER("rubber", true), PLASTIC("plastic", true), CLEAR_PLASTIC("clear-plastic", true), GLASS("glass", true),
    PAINT("paint", true);

    private final String label;
    private final boolean isTinted;

    MaterialPreset(String label, boolean isTinted) {
        this.label = label;
        this.isTinted = isTinted;
    }

    @JsonValue
    public String label() {
        return label;
    }

    /** Whether it comes in any colour. */
    public boolean isTinted() {
        return isTinted;
    }

    @JsonCreator
    public static MaterialPreset of(String label) {
        return Labels.parse(values(), MaterialPreset::label, "material preset", label);
    }
}
