package io.renderline.engine.process;

import java.util.Locale;

import io.renderline.core.task.TaskType;

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

    /** The engine that runs tasks of {@code type}. */
    public static EngineKind of(TaskType type) {
        return switch (type) {
            case TESSELLATE -> TESSELLATOR;
            case PREPARE_SCENE, RENDER_VIEW, EXPORT_GEOMETRY -> BLENDER;
        };
    }
}
