package io.renderline.engine.film;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.renderline.core.failure.FailureCode;
import io.renderline.core.failure.TaskFailedException;

/** One run of FFmpeg. */
final class FfmpegProcess {
    private static final Logger LOG = LoggerFactory.getLogger(FfmpegProcess.class);
    private static final Set<String> ENVIRONMENT = Set.of("PATH", "LD_LIBRARY_PATH", "TMPDIR", "LANG");
    private static final String FRAME = "frame=";
    private static final int KEPT_LINES = 60;
    /** How the line begins, or goes on, in which FFmpeg says why an encoder does not work; what follows is about itself. */
    private static final List<String> COMPLAINTS = List.of("Cannot load", "No capable devices", "OpenEncodeSessionEx",
            "Driver does not support", "minimum required Nvidia driver", "not support", "failed");
    private static final int KILLED = 128;

    private final Deque<String> lastWords = new ArrayDeque<>();

    private FfmpegProcess() {}

    /**
     * Runs it to its end. For a platform thread: the kernel ends FFmpeg together with the thread that has started it, so that
     * it does not outlive this worker, however that ends.
     *
     * @param frames told how many frames are done
     * @param deadline by {@link System#nanoTime}
     * @return the process's id
     * @throws InterruptedException when this thread was interrupted; the process is killed
     */
    static long run(List<String> command, IntConsumer frames, long deadline) throws IOException, InterruptedException {
        return new FfmpegProcess().toTheEnd(command, frames, deadline);
    }

    /**
     * How a run has ended.
     *
     * @param exit 0 when all is well
     * @param words the last lines that it wrote
     */
    record Ended(int exit, List<String> words) {
        boolean isGood() {
            return exit == 0;
        }

        /** What FFmpeg has named first as wrong. */
        String reason() {
            return words.stream().filter(line -> COMPLAINTS.stream().anyMatch(line::contains)).findFirst()
                    .or(() -> words.isEmpty() ? Optional.empty() : Optional.of(words.getLast()))
                    .map(line -> line.replaceFirst("^\\[[^]]*\\] *", "").strip()).orElse("it gave no reason");
        }
    }

    /** Runs it to see whether it works. It is no defect when not, and what keeps it from starting is a reason, too. */
    static Ended tryOut(List<String> command, Duration patience) {
        FfmpegProcess ffmpeg = new FfmpegProcess();
        try {
            Process process = ffmpeg.start(command);
            try {
                Thread err = Thread.ofVirtual().name("ffmpeg-err").start(() -> ffmpeg.readWords(process));
                process.getInputStream().transferTo(OutputStream.nullOutputStream());
                if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    return new Ended(KILLED, List.of("it took longer than " + patience.toSeconds() + " s"));
                }
                err.join();
                return new Ended(process.exitValue(), ffmpeg.words());
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return new Ended(KILLED, List.of(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Ended(KILLED, List.of("it was interrupted"));
        }
    }

    private Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(endingWithThis(command)).redirectInput(new File("/dev/null"));
        // It needs nothing that could open the broker or the store
        builder.environment().keySet().removeIf(name -> !ENVIRONMENT.contains(name) && !ofTheDriver(name));
        return builder.start();
    }

    private static boolean ofTheDriver(String name) {
        return name.startsWith("CUDA_") || name.startsWith("NVIDIA_");
    }

    private synchronized List<String> words() {
        return List.copyOf(lastWords);
    }

    private long toTheEnd(List<String> command, IntConsumer frames, long deadline)
            throws IOException, InterruptedException {
        Process process = start(command);
        try {
            Thread out = Thread.ofVirtual().name("ffmpeg-out").start(() -> readProgress(process, frames));
            Thread err = Thread.ofVirtual().name("ffmpeg-err").start(() -> readWords(process));
            if (!process.waitFor(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                throw new TaskFailedException(FailureCode.TIMEOUT, "FFmpeg was killed, since the film took longer than"
                        + " it may. Ask for fewer or smaller frames, or allow more time.");
            }
            out.join();
            err.join();
            requireGood(process.exitValue());
            return process.pid();
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> endingWithThis(List<String> command) {
        Optional<String> setpriv = Ffmpeg.onPath("setpriv").map(Object::toString);
        if (setpriv.isEmpty()) {
            return command;
        }
        List<String> wrapped = new ArrayList<>(List.of(setpriv.get(), "--pdeathsig", "KILL", "--"));
        wrapped.addAll(command);
        return wrapped;
    }

    private static void readProgress(Process process, IntConsumer frames) {
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().filter(line -> line.startsWith(FRAME))
                    .forEach(line -> frames.accept(Integer.parseInt(line.substring(FRAME.length()).strip())));
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("FFmpeg's progress has ended: {}", e.toString());
        }
    }

    private void readWords(Process process) {
        try (BufferedReader lines = process.errorReader()) {
            lines.lines().filter(line -> !line.isBlank()).forEach(this::keep);
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("FFmpeg's chatter has ended: {}", e.toString());
        }
    }

    private synchronized void keep(String line) {
        LOG.debug("ffmpeg: {}", line);
        if (lastWords.size() == KEPT_LINES) {
            lastWords.removeFirst();
        }
        lastWords.addLast(line);
    }

    private synchronized void requireGood(int exit) {
        if (exit == 0) {
            return;
        }
        LOG.warn("FFmpeg has ended with {}; its last words:\n{}", exit, String.join("\n", lastWords));
        if (exit > KILLED) {
            throw new TaskFailedException(FailureCode.ENGINE_CRASHED, "FFmpeg was killed at work on the film (signal "
                    + (exit - KILLED) + "). It may have run out of memory. The frames are kept.");
        }
        String reason = lastWords.isEmpty() ? "it gave no reason" : lastWords.getLast();
        throw new TaskFailedException(FailureCode.ENGINE_ERROR,
                "FFmpeg could not write the film: " + reason + ". The frames are kept.");
    }
}
