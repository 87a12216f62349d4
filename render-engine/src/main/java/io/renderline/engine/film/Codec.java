package io.renderline.engine.film;

import java.util.List;

import io.renderline.core.media.VideoFormat;

/**
 * FFmpeg's encoders that films are written with. Numbers of threads are fixed where they have a say in the result, so that
 * the same frames give the same bytes on any machine.
 */
enum Codec {
    X264("libx264", VideoFormat.MP4, false, 16, 16_384,
            "-preset medium -crf 17 -profile:v high -threads 4 -movflags +faststart"),
    /** Several times as fast as libaom at the same quality. Smaller pictures than 64 px it refuses. */
    SVT_AV1("libsvtav1", VideoFormat.WEBM, false, 64, 16_384, "-preset 7 -crf 24 -svtav1-params lp=4"),
    AOM_AV1("libaom-av1", VideoFormat.WEBM, false, 16, 16_384, "-cpu-used 6 -crf 22 -b:v 0 -row-mt 1 -threads 4"),
    /** Sizes after NVIDIA's table of what NVENC can do; older cards refuse what is less than 146 px wide. */
    NVENC_H264("h264_nvenc", VideoFormat.MP4, true, 146, 4_096,
            "-preset p6 -tune hq -rc vbr -cq 19 -b:v 0 -profile:v high -movflags +faststart"),
    NVENC_AV1("av1_nvenc", VideoFormat.WEBM, true, 192, 8_192, "-preset p6 -tune hq -rc vbr -cq 26 -b:v 0"),
    GIF("gif", VideoFormat.GIF, false, 1, 16_384, "-loop 0"),
    WEBP("libwebp_anim", VideoFormat.WEBP, false, 1, 16_384, "-quality 90 -compression_level 4 -loop 0");

    private final String encoder;
    private final VideoFormat format;
    private final boolean onGpu;
    private final int leastSide;
    private final int mostSide;
    private final String options;

    Codec(String encoder, VideoFormat format, boolean onGpu, int leastSide, int mostSide, String options) {
        this.encoder = encoder;
        this.format = format;
        this.onGpu = onGpu;
        this.leastSide = leastSide;
        this.mostSide = mostSide;
        this.options = options;
    }

    /** FFmpeg's name for it. */
    String encoder() {
        return encoder;
    }

    VideoFormat format() {
        return format;
    }

    /** Whether it is a part of a GPU. */
    boolean onGpu() {
        return onGpu;
    }

    List<String> options() {
        return List.of(options.split(" "));
    }

    boolean takes(int width, int height) {
        return Math.min(width, height) >= leastSide && Math.max(width, height) <= mostSide;
    }

    /** The sizes that it takes, as a sentence names them. */
    String sizes() {
        return leastSide + " to " + mostSide + " px";
    }
}
