package io.renderline.core.task;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.renderline.core.media.ModelFormat;

/**
 * Parameters of {@link TaskType#PACK_SCENE}; inputs {@value #SOURCE} and the pictures that {@code filling} names, output
 * {@value #SCENE}.
 *
 * @param format a .blend, or a ZIP with one
 * @param camera a camera that the scene must have; null: any
 * @param allowMissing whether files that did not come with it are passed over
 * @param filling what is put into it before; null: it stays as its author left it
 */
public record ScenePacking(ModelFormat format, @Nullable String camera, boolean allowMissing,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TemplateFilling filling)
        implements
            TaskParameters {
    /** The input: the uploaded file. */
    public static final String SOURCE = "source";
    /** The output: a .blend, or a ZIP with one and the files that no .blend can hold. */
    public static final String SCENE = "scene";

    public ScenePacking {
        if (!format.isScene()) {
            throw new IllegalArgumentException(
                    format + " is no scene of its own; it must be a .blend or a ZIP with one");
        }
    }

    /** As its author left it. */
    public ScenePacking(ModelFormat format, @Nullable String camera, boolean allowMissing) {
        this(format, camera, allowMissing, null);
    }

    @Override
    public TaskType type() {
        return TaskType.PACK_SCENE;
    }
}
