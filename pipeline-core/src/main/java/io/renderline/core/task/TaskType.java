package io.renderline.core.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.renderline.core.Labels;

/**
 * What a task does. The version is part of every cache key of the type: it is raised when the same parameters and inputs
 * would give another result, so that what older code made is not found any more.
 */
public enum TaskType {
    /** STEP or IGES to GLB. */
    TESSELLATE("tessellate", 1),
    /** Any model to a prepared scene: normalised, lit, with materials, saved as .blend. */
    PREPARE_SCENE("prepare-scene", 10),
    /** A prepared scene to one image. */
    RENDER_VIEW("render-view", 2),
    /** A model to a geometry file for other programs. */
    EXPORT_GEOMETRY("export-geometry", 4),
    /** A .blend to the names of what can be filled in of it. */
    INSPECT_TEMPLATE("inspect-template", 3),
    /** A .blend as its author left it to a scene that is whole. */
    PACK_SCENE("pack-scene", 4),
    /** Such a scene to one of its frames. */
    RENDER_FRAME("render-frame", 3),
    /** Frames to a film. */
    ENCODE_VIDEO("encode-video", 1);

    private final String label;
    private final int version;

    TaskType(String label, int version) {
        this.label = label;
        this.version = version;
    }

    @JsonValue
    public String label() {
        return label;
    }

    public int version() {
        return version;
    }

    @JsonCreator
    public static TaskType of(String label) {
        return Labels.parse(values(), TaskType::label, "task type", label);
    }
}
