package io.renderline.core.task;

import io.renderline.core.media.ModelFormat;

/**
 * Parameters of {@link TaskType#PREPARE_SCENE}; input {@value #MODEL}, output {@value #SCENE}.
 *
 * @param format the format of the model that Blender imports; CAD formats are tessellated to GLB first
 * @param studio the name of the built-in studio that lights the model, e.g. {@code white}
 */
public record ScenePreparation(ModelFormat format, String studio) implements TaskParameters {
    /** The input: the model. */
    public static final String MODEL = "model";
    /** The output: a .blend. */
    public static final String SCENE = "scene";

    public ScenePreparation {
        if (format.isCad()) {
            throw new IllegalArgumentException(format + " must be tessellated before a scene is prepared from it");
        }
        if (studio.isBlank()) {
            throw new IllegalArgumentException("studio is blank");
        }
    }

    @Override
    public TaskType type() {
        return TaskType.PREPARE_SCENE;
    }
}
