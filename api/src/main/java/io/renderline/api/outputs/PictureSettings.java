package io.renderline.api.outputs;

import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.renderline.api.studios.Staging;
import io.renderline.api.studios.StudioChoice;
import io.renderline.api.tasks.Priority;
import io.renderline.core.media.ImageFormat;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.MaterialRule;

/**
 * What pictures shall be like, with every default filled in.
 *
 * @param width px
 * @param height px
 * @param samples per pixel; null: by resolution
 * @param studio null: the product's choice, else the usual one
 * @param background the colour behind the model, {@code #rrggbb}; null: what the studio has there
 * @param materials which go before the product's
 */
public record PictureSettings(OutputKind kind, int width, int height, List<ViewAngle> views, @Nullable Integer samples,
        ImageFormat format, boolean transparent, boolean denoise, DevicePolicy device, Priority priority,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable StudioChoice studio,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String background,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<MaterialRule> materials)
        implements
            OutputSettings {
    /** The longest side of a picture that the light queue takes, px. */
    public static final int LIGHT_SIDE = 1024;

    public PictureSettings {
        views = List.copyOf(views);
        // What was kept before there were studios has no rules
        materials = materials == null ? List.of() : List.copyOf(materials);
    }

    /** In whatever studio the product is shown in. */
    public PictureSettings(OutputKind kind, int width, int height, List<ViewAngle> views, @Nullable Integer samples,
            ImageFormat format, boolean transparent, boolean denoise, DevicePolicy device, Priority priority) {
        this(kind, width, height, views, samples, format, transparent, denoise, device, priority, null, null,
                List.of());
    }

    @Override
    public Staging staging() {
        return new Staging(studio, materials);
    }

    @Override
    public PictureSettings with(Priority other) {
        return new PictureSettings(kind, width, height, views, samples, format, transparent, denoise, device, other,
                studio, background, materials);
    }
}
