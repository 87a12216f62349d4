package io.renderline.engine.film;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * FFmpeg's command lines. All of them are exact to the bit: no time, no version and no number of threads of this machine gets
 * into a film.
 */
final class FilmCommand {
    /**
     * From the full-range sRGB of the frames to what players take a film for, with chroma from all pixels. FFmpeg's own
     * default is the matrix of standard-definition television, which turns reds to orange.
     */
    private static final String TO_VIDEO = "scale=in_range=pc:out_range=tv:out_color_matrix=bt709"
            + ":flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp,format=yuv420p";
    private static final List<String> COLOURS = List.of("-color_range", "tv", "-colorspace", "bt709",
            "-color_primaries", "bt709", "-color_trc", "bt709");
    private static final double NTSC = 1.001;
    /** As much as 59.94 is beside 60,000/1001, and less than any whole pace is beside another one's fraction. */
    private static final double NTSC_TOLERANCE = 2e-6;
    private static final List<String> EXACT = List.of("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v",
            "+bitexact");

    private final Ffmpeg ffmpeg;
    private final FrameSequence frames;
    private final double fps;

    FilmCommand(Ffmpeg ffmpeg, FrameSequence frames, double fps) {
        this.ffmpeg = ffmpeg;
        this.frames = frames;
        this.fps = fps;
    }

    /** All frames as a film of {@code width} by {@code height} px, what is beyond being cut off. */
    List<String> film(Codec codec, int width, int height, Path target) {
        List<String> command = new ArrayList<>(input());
        if (codec.format().needsEvenSides()) {
            command.addAll(List.of("-vf", "crop=" + width + ":" + height + ":0:0," + TO_VIDEO));
            command.addAll(COLOURS);
        }
        return output(command, codec, target);
    }

    /** The 256 colours that suit all frames best, as a picture. */
    List<String> palette(Path target) {
        List<String> command = new ArrayList<>(input());
        command.addAll(List.of("-vf", "palettegen=stats_mode=full", "-frames:v", "1", "-update", "1"));
        command.addAll(EXACT);
        command.add(target.toString());
        return command;
    }

    /** All frames in the colours of {@code palette}. */
    List<String> inPalette(Codec codec, Path palette, Path target) {
        List<String> command = new ArrayList<>(input());
        // The rectangle lets what stands still stand still: it is not dithered anew in each frame.
        command.addAll(List.of("-i", palette.toString(), "-lavfi",
                "[0][1]paletteuse=dither=sierra2_4a:diff_mode=rectangle"));
        return output(command, codec, target);
    }

    private List<String> input() {
        return List.of(ffmpeg.program().toString(), "-hide_banner", "-nostdin", "-nostats", "-loglevel", "warning",
                "-progress", "pipe:1", "-y", "-f", "image2", "-framerate", pace(), "-start_number", "1",
                "-i", frames.folder().resolve(FrameSequence.PATTERN).toString());
    }

    /** 23.976 and its kin as the fractions that they stand for; players and editors know no others. */
    private String pace() {
        long whole = Math.round(fps * NTSC);
        return Math.abs(fps * NTSC - whole) < whole * NTSC_TOLERANCE
                ? whole * 1000 + "/1001"
                : Double.toString(fps);
    }

    private static List<String> output(List<String> command, Codec codec, Path target) {
        command.addAll(List.of("-c:v", codec.encoder()));
        command.addAll(codec.options());
        command.addAll(EXACT);
        command.add(target.toString());
        return command;
    }
}
