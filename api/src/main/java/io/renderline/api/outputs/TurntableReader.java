package io.renderline.api.outputs;

import java.util.List;

import io.renderline.api.studios.Staging;
import io.renderline.api.tasks.Priority;
import io.renderline.api.web.RequestFields;
import io.renderline.core.media.VideoFormat;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.View;

/** Reads what a turntable shall be like, with bounds and defaults. */
public final class TurntableReader {
    /** Every field that has a say in what the film looks like, beside those of pictures. */
    public static final List<String> FIELDS = List.of("frames", "fps", "azimuth", "elevation");

    private static final int USUAL_FRAMES = 24;
    private static final int MAX_FRAMES = 360;
    private static final double USUAL_ELEVATION = 20;

    private TurntableReader() {}

    public static TurntableSettings read(RequestFields fields) {
        OutputKind kind = OutputKind.TURNTABLE;
        int width = fields.whole("width", kind.side(), FilmReader.MIN_SIDE, kind.maxSide());
        int height = fields.whole("height", kind.side(), FilmReader.MIN_SIDE, kind.maxSide());
        int frames = fields.whole("frames", USUAL_FRAMES, 2, MAX_FRAMES);
        VideoFormat format = FilmReader.format(fields);
        boolean transparent = FilmReader.transparent(fields, format);
        var surroundings = SurroundingsReader.read(fields, transparent, format.label(), format.hasAlpha(),
                FilmReader.WITH_ALPHA);
        Staging staging = surroundings.staging();
        return new TurntableSettings(width, height, frames, FilmReader.fps(fields, format),
                fields.number("azimuth", 0, -ViewReader.MAX_AZIMUTH, ViewReader.MAX_AZIMUTH),
                fields.number("elevation", USUAL_ELEVATION, -ViewReader.MAX_ELEVATION, ViewReader.MAX_ELEVATION),
                fields.whole("samples", 1, View.MAX_SAMPLES), format, transparent,
                fields.flag("denoise", true), fields.label("device", DevicePolicy.AUTO, DevicePolicy::label),
                fields.label("priority", kind.priority(), Priority::label), staging.studio(),
                surroundings.background(), staging.materials());
    }
}
