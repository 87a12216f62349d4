package io.renderline.engine.film;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.renderline.core.media.VideoFormat;

/**
 * The FFmpeg of this machine, and what it can encode.
 *
 * @param codecs the encoders of the processor to write each format with, best first; a format without one is not there
 * @param gpu the encoders of GPUs
 */
public record Ffmpeg(Path program, Map<VideoFormat, List<Codec>> codecs, GpuEncoding gpu) {
    private static final Logger LOG = LoggerFactory.getLogger(Ffmpeg.class);
    private static final long PATIENCE_SECONDS = 20;

    public Ffmpeg {
        codecs = Map.copyOf(codecs);
    }

    /**
     * Finds it.
     *
     * @param named the executable; null: the first {@code ffmpeg} on the path
     * @param gpus whether encoders of GPUs are tried, too
     */
    public static Optional<Ffmpeg> find(@Nullable Path named, boolean gpus) {
        Optional<Path> program = named == null ? onPath("ffmpeg") : Optional.of(named);
        if (program.isEmpty()) {
            LOG.warn(
                    "No ffmpeg is on the path: films can only be handed out as ZIPs of their frames. Install it, or set"
                            + " RENDERLINE_FFMPEG.");
        }
        return program.flatMap(found -> probe(found, gpus));
    }

    /** The first executable of this name on the path. */
    static Optional<Path> onPath(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator)).filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name)).filter(Files::isExecutable).findFirst();
    }

    private static Optional<Ffmpeg> probe(Path program, boolean gpus) {
        try {
            Set<String> listed = encodersOf(program);
            Map<VideoFormat, List<Codec>> codecs = new EnumMap<>(VideoFormat.class);
            for (Codec codec : Codec.values()) {
                if (!codec.onGpu() && listed.contains(codec.encoder())) {
                    codecs.computeIfAbsent(codec.format(), format -> new ArrayList<>()).add(codec);
                }
            }
            LOG.info("{} writes {}", program, codecs);
            return Optional.of(new Ffmpeg(program, codecs, GpuEncoding.probe(program, gpus ? listed : Set.of())));
        } catch (IOException e) {
            LOG.warn("{} cannot be used: {}", program, e.getMessage());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Set<String> encodersOf(Path program) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(program.toString(), "-hide_banner", "-nostdin", "-encoders")
                .redirectInput(new File("/dev/null")).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        Set<String> encoders = new HashSet<>();
        try (var lines = process.inputReader().lines()) {
            // A line is flags, name and description: " V....D libx264  libx264 H.264 ..."
            lines.map(line -> line.strip().split("\\s+", 3)).filter(words -> words.length == 3)
                    .forEach(words -> encoders.add(words[1]));
        }
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("it does not list its encoders");
        }
        return encoders;
    }

    /** Whether its executable is still where it was found. */
    boolean isThere() {
        return Files.isExecutable(program);
    }

    /** The encoder of the processor for pictures of this size, if there is one. */
    Optional<Codec> codec(VideoFormat format, int width, int height) {
        return codecs.getOrDefault(format, List.of()).stream().filter(codec -> codec.takes(width, height)).findFirst();
    }
}
