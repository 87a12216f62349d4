package io.renderline.engine.film;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.renderline.core.message.DeviceUsed;

/**
 * Encoding on a GPU, as far as it works here. An FFmpeg that lists NVENC has it on machines without a driver, too, and on
 * cards that cannot encode: so a picture is encoded with each.
 *
 * @param working the encoders that have encoded a picture, with the GPU that did it
 * @param lacks why the others have not, in FFmpeg's words
 */
record GpuEncoding(Map<Codec, DeviceUsed> working, Map<Codec, String> lacks) {
    private static final Logger LOG = LoggerFactory.getLogger(GpuEncoding.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NOT_BUILT_IN = "this FFmpeg has no ";
    /** What NVENC says, at the level verbose, of the card that it takes. */
    private static final Pattern CARD = Pattern.compile("GPU #\\d+ - < (.+?) >");

    GpuEncoding {
        working = Map.copyOf(working);
        lacks = Map.copyOf(lacks);
    }

    /** Tries each encoder that {@code listed} holds. */
    static GpuEncoding probe(Path program, Set<String> listed) {
        Map<Codec, DeviceUsed> working = new EnumMap<>(Codec.class);
        Map<Codec, String> lacks = new EnumMap<>(Codec.class);
        for (Codec codec : Codec.values()) {
            if (codec.onGpu() && !listed.contains(codec.encoder())) {
                lacks.put(codec, NOT_BUILT_IN + codec.encoder());
            } else if (codec.onGpu()) {
                tryOut(program, codec, working, lacks);
            }
        }
        LOG.info("Encoders on a GPU: {}; not there: {}", working, lacks);
        return new GpuEncoding(working, lacks);
    }

    private static void tryOut(Path program, Codec codec, Map<Codec, DeviceUsed> working, Map<Codec, String> lacks) {
        FfmpegProcess.Ended ended = FfmpegProcess.tryOut(command(program, codec), PATIENCE);
        if (ended.isGood()) {
            String name = ended.words().stream().map(CARD::matcher).filter(Matcher::find)
                    .map(found -> found.group(1)).findFirst().orElse("unnamed GPU");
            working.put(codec, new DeviceUsed("gpu", "NVENC", name, null, codec.encoder()));
        } else {
            lacks.put(codec, ended.reason());
        }
    }

    private static List<String> command(Path program, Codec codec) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "-hide_banner", "-nostdin", "-nostats",
                "-loglevel", "verbose", "-f", "lavfi", "-i", "color=c=gray:s=256x256:r=24", "-frames:v", "2",
                "-pix_fmt", "yuv420p", "-c:v", codec.encoder()));
        command.addAll(codec.options().stream().filter(option -> !option.contains("movflags")
                && !option.contains("faststart")).toList());
        command.addAll(List.of("-f", "null", "-"));
        return command;
    }
}
