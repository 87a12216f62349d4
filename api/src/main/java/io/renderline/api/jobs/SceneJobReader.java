package io.renderline.api.jobs;

import java.util.Locale;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.renderline.api.outputs.FilmReader;
import io.renderline.api.outputs.FrameRange;
import io.renderline.api.tasks.Priority;
import io.renderline.api.timelines.SceneTimelines;
import io.renderline.api.timelines.Timeline;
import io.renderline.api.web.PathId;
import io.renderline.api.web.RequestFields;
import io.renderline.core.media.ImageFormat;
import io.renderline.core.media.VideoFormat;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.VideoEncoding;
import io.renderline.core.task.View;

/**
 * Reads requests for frames of a .blend. What is left away is as the scene says: which frames and how fast is read from the
 * file here, so that a plan knows all of its tasks.
 */
@Component
final class SceneJobReader {
    /** The field that names the .blend. */
    static final String SCENE = "scene";

    private static final UUID NONE = new UUID(0, 0);
    private static final String START = "startFrame";
    private static final String END = "endFrame";
    private static final String SKIP = "frameSkip";
    private static final String FPS = "fps";
    private static final String FRAME = "frame";
    private static final String CYCLES = "cycles";
    /** Stands in where every field is named, or where the request has a fault that matters more. */
    private static final Timeline UNSAID = new Timeline(1, 1, 1, 1, 24, 640, 480);

    private final SceneTimelines timelines;

    SceneJobReader(SceneTimelines timelines) {
        this.timelines = timelines;
    }

    SceneJob animation(RequestFields fields) {
        UUID scene = scene(fields);
        Timeline says = timeline(fields, scene, Set.of(START, END, SKIP, FPS));
        int start = frame(fields, START, says.start());
        int end = frame(fields, END, says.end());
        int skip = fields.whole(SKIP, says.step(), 1, VideoEncoding.MAX_NUMBER);
        requireFilm(fields, start, end, skip);
        VideoFormat format = FilmReader.format(fields);
        VideoEncoding film = new VideoEncoding(format, FilmReader.fps(fields, format, says.fps()));
        boolean transparent = FilmReader.transparent(fields, format);
        return read(fields, scene, new Range(start, end, skip), FilmReader.MIN_SIDE, FilmReader.MAX_SIDE, transparent,
                film, ImageFormat.PNG);
    }

    static InspectionJob inspection(RequestFields fields) {
        InspectionJob job = new InspectionJob(scene(fields),
                fields.label("priority", Priority.NORMAL, Priority::label));
        fields.refuseOthers();
        return job;
    }

    SceneJob still(RequestFields fields) {
        UUID scene = scene(fields);
        int frame = frame(fields, FRAME, timeline(fields, scene, Set.of(FRAME)).current());
        ImageFormat format = fields.label("format", ImageFormat.PNG, ImageFormat::label);
        boolean transparent = fields.flag("transparent", false);
        if (format == ImageFormat.EXR || (transparent && !format.hasAlpha())) {
            fields.fault("format", "is " + format.label() + (transparent ? " and transparent is true" : "")
                    + "; frames of a scene come as png, webp or jpeg, and with transparency as png or webp");
        }
        return read(fields, scene, new Range(frame, frame, 1), 1, View.MAX_SIDE, transparent, null, format);
    }

    /** What the scene says, where one of these fields is left away. */
    private Timeline timeline(RequestFields fields, UUID scene, Set<String> names) {
        // What is no scene the planner refuses, whatever its frames are
        if (names.stream().allMatch(fields::has) || !timelines.isScene(scene)) {
            return UNSAID;
        }
        return timelines.of(scene).orElseGet(() -> {
            names.stream().filter(name -> !fields.has(name) && !name.equals(SKIP)).sorted()
                    .forEach(name -> fields.fault(name, "is missing, and cannot be read from the scene, which is"
                            + " damaged or of a Blender that is not known here"));
            return UNSAID;
        });
    }

    private static int frame(RequestFields fields, String name, int said) {
        if (!fields.has(name) && (said < 0 || said > VideoEncoding.MAX_NUMBER)) {
            fields.fault(name, "is " + said + " as the scene says; name one from 0 to " + VideoEncoding.MAX_NUMBER);
        }
        return fields.whole(name, said, 0, VideoEncoding.MAX_NUMBER);
    }

    private record Range(int start, int end, int skip) {}

    private SceneJob read(RequestFields fields, UUID scene, Range range, int minSide, int maxSide,
            boolean transparent, @Nullable VideoEncoding film, ImageFormat format) {
        String engine = fields.text("engine");
        if (engine != null && !engine.toLowerCase(Locale.ROOT).equals(CYCLES)) {
            fields.fault("engine", "is '" + engine + "'; it must be cycles, which also renders scenes made for EEVEE");
        }
        Integer width = fields.whole("width", minSide, maxSide);
        Integer height = fields.whole("height", minSide, maxSide);
        if (width == null || height == null) {
            timelines.of(scene).map(says -> says.size(width, height)).filter(size -> !size.isWithin(minSide, maxSide))
                    .ifPresent(size -> fields.fault("width", "and height are " + size.width() + " and " + size.height()
                            + " as the scene says; name some from " + minSide + " to " + maxSide));
        }
        SceneJob job = new SceneJob(scene, range.start(), range.end(), range.skip(), width, height,
                fields.whole("samples", 1, View.MAX_SAMPLES), fields.text("camera"), transparent,
                fields.flag("allowMissing", false), fields.label("device", DevicePolicy.AUTO, DevicePolicy::label),
                fields.label("priority", Priority.NORMAL, Priority::label), film,
                format == ImageFormat.EXR || (transparent && !format.hasAlpha()) ? ImageFormat.PNG : format);
        fields.refuseOthers();
        return job;
    }

    private static void requireFilm(RequestFields fields, int start, int end, int skip) {
        new FrameRange(start, end, skip).fault().ifPresent(fault -> fields.fault(END,
                "is " + end + (fields.has(END) ? "" : " as the scene says") + fault));
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
