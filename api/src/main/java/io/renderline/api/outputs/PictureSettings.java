package io.renderline.api.outputs;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.renderline.api.tasks.Priority;
import io.renderline.core.media.ImageFormat;
import io.renderline.core.task.DevicePolicy;

/**
 * What pictures shall be like, with every default filled in.
 *
 * @param width px
 * @param height px
 * @param samples per pixel; null: by resolution
 */
public record PictureSettings(OutputKind kind, int width, int height, List<ViewAngle> views, @Nullable Integer samples,
        ImageFormat format, boolean transparent, boolean denoise, DevicePolicy device, Priority priority)
        implements
            OutputSettings {
    /** The longest side of a picture that the light queue takes, px. */
    public static final int LIGHT_SIDE = 1024;

    public PictureSettings {
        views = List.copyOf(views);
    }

    @Override
    public PictureSettings with(Priority other) {
        return new PictureSettings(kind, width, height, views, samples, format, transparent, denoise, device, other);
    }
}
