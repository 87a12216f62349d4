package io.renderline.api.jobs;

import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.renderline.api.outputs.FilmReader;
import io.renderline.api.tasks.Priority;
import io.renderline.api.web.PathId;
import io.renderline.api.web.RequestFields;
import io.renderline.core.media.ImageFormat;
import io.renderline.core.media.VideoFormat;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.VideoEncoding;
import io.renderline.core.task.View;

/** Reads requests for frames of a .blend. Frames and pace default to Blender's own, all else to what the scene says. */
final class SceneJobReader {
    /** The field that names the .blend. */
    static final String SCENE = "scene";

    private static final UUID NONE = new UUID(0, 0);
    private static final int FIRST = 1;
    private static final int LAST = 250;
    private static final String CYCLES = "cycles";

    private SceneJobReader() {}

    static SceneJob animation(RequestFields fields) {
        UUID scene = scene(fields);
        int start = fields.whole("startFrame", FIRST, 0, VideoEncoding.MAX_NUMBER);
        int end = fields.whole("endFrame", Math.max(LAST, start), 0, VideoEncoding.MAX_NUMBER);
        int skip = fields.whole("frameSkip", 1, 1, VideoEncoding.MAX_NUMBER);
        requireFilm(fields, start, end, skip);
        VideoFormat format = FilmReader.format(fields);
        VideoEncoding film = new VideoEncoding(format, FilmReader.fps(fields, format));
        boolean transparent = FilmReader.transparent(fields, format);
        return read(fields, scene, new Range(start, end, skip), FilmReader.MIN_SIDE, FilmReader.MAX_SIDE, transparent,
                film, ImageFormat.PNG);
    }

    static SceneJob still(RequestFields fields) {
        UUID scene = scene(fields);
        int frame = fields.whole("frame", FIRST, 0, VideoEncoding.MAX_NUMBER);
        ImageFormat format = fields.label("format", ImageFormat.PNG, ImageFormat::label);
        boolean transparent = fields.flag("transparent", false);
        if (format == ImageFormat.EXR || (transparent && !format.hasAlpha())) {
            fields.fault("format", "is " + format.label() + (transparent ? " and transparent is true" : "")
                    + "; frames of a scene come as png, webp or jpeg, and with transparency as png or webp");
        }
        return read(fields, scene, new Range(frame, frame, 1), 1, View.MAX_SIDE, transparent, null, format);
    }

    private record Range(int start, int end, int skip) {}

    private static SceneJob read(RequestFields fields, UUID scene, Range range, int minSide, int maxSide,
            boolean transparent, @Nullable VideoEncoding film, ImageFormat format) {
        String engine = fields.text("engine");
        if (engine != null && !engine.toLowerCase(Locale.ROOT).equals(CYCLES)) {
            fields.fault("engine", "is '" + engine + "'; it must be cycles, which also renders scenes made for EEVEE");
        }
        SceneJob job = new SceneJob(scene, range.start(), range.end(), range.skip(),
                fields.whole("width", minSide, maxSide), fields.whole("height", minSide, maxSide),
                fields.whole("samples", 1, View.MAX_SAMPLES), fields.text("camera"), transparent,
                fields.flag("allowMissing", false), fields.label("device", DevicePolicy.AUTO, DevicePolicy::label),
                fields.label("priority", Priority.NORMAL, Priority::label), film,
                format == ImageFormat.EXR || (transparent && !format.hasAlpha()) ? ImageFormat.PNG : format);
        fields.refuseOthers();
        return job;
    }

    private static void requireFilm(RequestFields fields, int start, int end, int skip) {
        if (end < start) {
            fields.fault("endFrame", "is " + end + ", before startFrame, which is " + start);
        } else if ((end - start) / skip >= VideoEncoding.MAX_FRAMES) {
            fields.fault("endFrame", "is " + end + ", which makes " + ((end - start) / skip + 1)
                    + " frames; one job takes at most " + VideoEncoding.MAX_FRAMES);
        }
    }

    private static UUID scene(RequestFields fields) {
        String scene = fields.text(SCENE);
        if (scene == null) {
            if (!fields.has(SCENE)) {
                fields.fault(SCENE, "is missing; it must be the id of an uploaded .blend, or of a ZIP with one");
            }
            return NONE;
        }
        return PathId.parse(scene).orElseGet(() -> {
            fields.fault(SCENE, "is '" + scene + "', which is not the id of an asset");
            return NONE;
        });
    }
}
