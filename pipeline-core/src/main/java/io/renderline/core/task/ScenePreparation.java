package io.renderline.core.task;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.renderline.core.media.ModelFormat;

/**
 * Parameters of {@link TaskType#PREPARE_SCENE}; inputs {@value #MODEL} and, unless a studio is named, {@value #STUDIO};
 * output {@value #SCENE}.
 *
 * @param format the format of the model that Blender imports; CAD formats are tessellated to GLB first
 * @param studio the studio that the model is put in; null: the .blend that is an input
 * @param materials the first rule that fits a surface gives it its material; what none fits keeps its own, or gets what its
 *        colour suggests
 */
public record ScenePreparation(ModelFormat format, @Nullable Studio studio, List<MaterialRule> materials)
        implements
            TaskParameters {
    /** The input: the model. */
    public static final String MODEL = "model";
    /** The input: a .blend with a collection that the model is put in. */
    public static final String STUDIO = "studio";
    /** The output: a .blend. */
    public static final String SCENE = "scene";

    public ScenePreparation {
        if (format.isCad()) {
            throw new IllegalArgumentException(format + " must be tessellated before a scene is prepared from it");
        }
        materials = materials == null ? List.of() : List.copyOf(materials);
    }

    /** In one of Renderline's own studios, without rules for materials. */
    public ScenePreparation(ModelFormat format, Studio studio) {
        this(format, studio, List.of());
    }

    @Override
    public TaskType type() {
        return TaskType.PREPARE_SCENE;
    }
}
