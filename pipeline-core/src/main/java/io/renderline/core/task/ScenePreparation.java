package io.renderline.core.task;

import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.renderline.core.media.ModelFormat;
import io.renderline.core.media.UpAxis;

/**
 * Parameters of {@link TaskType#PREPARE_SCENE}; inputs {@value #MODEL} and, unless a studio is named, {@value #STUDIO};
 * output {@value #SCENE}.
 *
 * @param format the format of the model that Blender imports; CAD formats are tessellated to GLB first
 * @param studio the studio that the model is put in; null: the .blend that is an input
 * @param materials the first rule that fits a surface gives it its material; what none fits keeps its own, or gets what its
 *        colour suggests
 * @param up which way is up, where neither the file tells it nor it is as usual for the format; else null
 */
public record ScenePreparation(ModelFormat format, @Nullable Studio studio, List<MaterialRule> materials,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UpAxis up)
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
        up = format.unusualUp(up);
    }

    /** With the axis up that is so in files of the format. */
    public ScenePreparation(ModelFormat format, @Nullable Studio studio, List<MaterialRule> materials) {
        this(format, studio, materials, null);
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
