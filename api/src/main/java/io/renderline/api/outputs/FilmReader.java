package io.renderline.api.outputs;

import io.renderline.api.web.ProblemException;
import io.renderline.api.web.RequestFields;
import io.renderline.core.media.VideoFormat;
import io.renderline.core.task.VideoEncoding;

/** Reads what a film shall be like as a film, with bounds and defaults. */
public final class FilmReader {
    /** What the smallest codec takes, px. */
    public static final int MIN_SIDE = 16;
    /** What the largest level of H.264 takes, px. */
    public static final int MAX_SIDE = 8192;
    /** The formats with an alpha channel, for sentences. */
    static final String WITH_ALPHA = "webp, gif or zip";
    private static final double USUAL_FPS = 24;
    /** Times in a GIF are hundredths of a second, and browsers show what lasts one of them for ten. */
    private static final double MAX_GIF_FPS = 50;

    private FilmReader() {}

    public static VideoFormat format(RequestFields fields) {
        return fields.label("format", VideoFormat.MP4, VideoFormat::label);
    }

    static double fps(RequestFields fields, VideoFormat format) {
        return fps(fields, format, USUAL_FPS);
    }

    /**
     * Frames shown each second.
     *
     * @param said what a scene says, where the field is left away
     */
    public static double fps(RequestFields fields, VideoFormat format, double said) {
        double fps = fields.number("fps", said, VideoEncoding.MIN_FPS, VideoEncoding.MAX_FPS);
        if (!(fps >= VideoEncoding.MIN_FPS && fps <= VideoEncoding.MAX_FPS)) {
            fields.fault("fps", "is " + fps + " as the scene says; name one from 0.1 to 120");
            return USUAL_FPS;
        }
        if (format == VideoFormat.GIF && fps > MAX_GIF_FPS) {
            fields.fault("fps", "is " + fps + "; a gif shows at most 50 frames each second, so choose fewer or webp");
        }
        return fps;
    }

    /**
     * A pace that a studio says, or a request.
     *
     * @throws ProblemException when films of this format cannot have it
     */
    public static double requirePace(double fps, VideoFormat format) {
        double most = format == VideoFormat.GIF ? MAX_GIF_FPS : VideoEncoding.MAX_FPS;
        if (!(fps >= VideoEncoding.MIN_FPS && fps <= most)) {
            throw ProblemException.ofField("fps", "is " + fps + " as the studio says; name one from 0.1 to " + most);
        }
        return fps;
    }

    public static boolean transparent(RequestFields fields, VideoFormat format) {
        boolean transparent = fields.flag("transparent", false);
        if (transparent && !format.hasAlpha()) {
            fields.fault("transparent", "is true, but " + format.label()
                    + " has no alpha channel here; choose the format " + WITH_ALPHA);
        }
        return transparent;
    }
}
