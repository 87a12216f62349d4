package io.renderline.engine.film;

import java.util.List;

import io.renderline.core.media.VideoFormat;

/**
 * FFmpeg's encoders that films are written with. Numbers of threads are fixed where they have a say in the result, so that
 * the same frames give the same bytes on any machine.
 */
enum Codec {
    X264("libx264", VideoFormat.MP4, 16, "-preset medium -crf 17 -profile:v high -threads 4 -movflags +faststart"),
    /** Several times as fast as libaom at the same quality. Smaller pictures than 64 px it refuses. */
    SVT_AV1("libsvtav1", VideoFormat.WEBM, 64, "-preset 7 -crf 24 -svtav1-params lp=4"),
    AOM_AV1("libaom-av1", VideoFormat.WEBM, 16, "-cpu-used 6 -crf 22 -b:v 0 -row-mt 1 -threads 4"),
    GIF("gif", VideoFormat.GIF, 1, "-loop 0"),
    WEBP("libwebp_anim", VideoFormat.WEBP, 1, "-quality 90 -compression_level 4 -loop 0");

    private final String encoder;
    private final VideoFormat format;
    private final int leastSide;
    private final String options;

    Codec(String encoder, VideoFormat format, int leastSide, String options) {
        this.encoder = encoder;
        this.format = format;
        this.leastSide = leastSide;
        this.options = options;
    }

    /** FFmpeg's name for it. */
    String encoder() {
        return encoder;
    }

    VideoFormat format() {
        return format;
    }

    List<String> options() {
        return List.of(options.split(" "));
    }

    boolean takes(int width, int height) {
        return Math.min(width, height) >= leastSide;
    }
}
