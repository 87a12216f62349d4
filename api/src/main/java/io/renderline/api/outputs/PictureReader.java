package io.renderline.api.outputs;

import java.util.List;

import io.renderline.api.studios.Staging;
import io.renderline.api.tasks.Priority;
import io.renderline.api.web.RequestFields;
import io.renderline.core.media.ImageFormat;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.Studio;
import io.renderline.core.task.View;

/** Reads what pictures shall be like, with bounds and defaults. */
public final class PictureReader {
    /** Every field that has a say in what the picture looks like. */
    public static final List<String> FIELDS = List.of("width", "height", "views", "samples", "format", "transparent",
            "denoise", "device", "studio", "background", "materials");

    private PictureReader() {}

    /**
     * Reads the settings.
     *
     * @param maxViews the most pictures of a still
     */
    public static PictureSettings read(RequestFields fields, OutputKind kind, int maxViews) {
        int width = fields.whole("width", kind.side(), 1, kind.maxSide());
        int height = fields.whole("height", kind.side(), 1, kind.maxSide());
        List<ViewAngle> views = ViewReader.read(fields, kind == OutputKind.THUMBNAIL ? 1 : maxViews);
        Integer samples = fields.whole("samples", 1, View.MAX_SAMPLES);
        ImageFormat format = fields.label("format", kind.format(), ImageFormat::label);
        boolean transparent = fields.flag("transparent", false);
        if (transparent && !format.hasAlpha()) {
            fields.fault("transparent", "is true, but " + format.label()
                    + " has no alpha channel; choose the format png, webp or exr");
        }
        var surroundings = SurroundingsReader.read(fields, transparent, format.label(), format.hasAlpha(),
                "png, webp or exr");
        Studio own = surroundings.own();
        if (own != null && views.stream().anyMatch(view -> view.camera() != null)) {
            fields.fault("views", "names a camera, but the studio " + own.label()
                    + " has none of its own; cameras belong to a studio that is an uploaded .blend");
        }
        Staging staging = surroundings.staging();
        return new PictureSettings(kind, width, height, views, samples, format, transparent,
                fields.flag("denoise", true), fields.label("device", DevicePolicy.AUTO, DevicePolicy::label),
                fields.label("priority", kind.priority(), Priority::label), staging.studio(),
                surroundings.background(), staging.materials());
    }
}
