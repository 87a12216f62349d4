package io.renderline.engine.process;

import java.util.Locale;

/** The engines that a zygote can hold. */
public enum EngineKind {
    BLENDER("Blender"), TESSELLATOR("The tessellator");

    private final String title;

    EngineKind(String title) {
        this.title = title;
    }

    /** As on the command line of the Python package. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How a sentence about it begins. */
    public String title() {
        return title;
    }
}
