package io.renderline.api.outputs;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.renderline.api.studios.Staging;
import io.renderline.api.tasks.Priority;
import io.renderline.api.web.RequestFields;
import io.renderline.api.web.RequestTexts;
import io.renderline.core.media.VideoFormat;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.Studio;
import io.renderline.core.task.VideoEncoding;
import io.renderline.core.task.View;

/** Reads what a film of a model in a studio's file shall be like. What only the file knows is left to it. */
public final class AnimationReader {
    /** Every field that has a say in what the film looks like, beside those of pictures and turntables. */
    public static final List<String> FIELDS = List.of("startFrame", "endFrame", "frameSkip", "camera");

    private AnimationReader() {}

    public static AnimationSettings read(RequestFields fields) {
        OutputKind kind = OutputKind.ANIMATION;
        Integer start = fields.whole("startFrame", 0, VideoEncoding.MAX_NUMBER);
        Integer end = fields.whole("endFrame", 0, VideoEncoding.MAX_NUMBER);
        Integer skip = fields.whole("frameSkip", 1, VideoEncoding.MAX_NUMBER);
        if (start != null && end != null) {
            new FrameRange(start, end, skip == null ? 1 : skip).fault()
                    .ifPresent(fault -> fields.fault("endFrame", "is " + end + fault));
        }
        VideoFormat format = FilmReader.format(fields);
        boolean transparent = FilmReader.transparent(fields, format);
        var surroundings = SurroundingsReader.read(fields, transparent, format.label(), format.hasAlpha(),
                FilmReader.WITH_ALPHA);
        Studio own = surroundings.own();
        if (own != null) {
            fields.fault("studio", "is " + own.label() + ", in which nothing moves; an animation is made in an uploaded"
                    + " .blend, and a turntable in any studio");
        }
        Staging staging = surroundings.staging();
        return new AnimationSettings(fields.whole("width", FilmReader.MIN_SIDE, kind.maxSide()),
                fields.whole("height", FilmReader.MIN_SIDE, kind.maxSide()), start, end, skip, fps(fields, format),
                RequestTexts.bounded(fields, "camera", ViewReader.MAX_CAMERA),
                fields.whole("samples", 1, View.MAX_SAMPLES), format, transparent, fields.flag("denoise", true),
                fields.label("device", DevicePolicy.AUTO, DevicePolicy::label),
                fields.label("priority", kind.priority(), Priority::label), staging.studio(),
                surroundings.background(), staging.materials());
    }

    private static @Nullable Double fps(RequestFields fields, VideoFormat format) {
        double fps = FilmReader.fps(fields, format);
        return fields.has("fps") ? fps : null;
    }
}
