package io.renderline.engine.handler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.renderline.core.message.FilmLength;
import io.renderline.core.message.InputFile;
import io.renderline.core.message.TaskResult;
import io.renderline.core.task.TaskType;
import io.renderline.core.task.VideoEncoding;
import io.renderline.engine.film.FilmEncoder;
import io.renderline.engine.film.FrameArchive;
import io.renderline.engine.film.FrameSequence;
import io.renderline.engine.input.InputCache;

/** Frames to a film, in the order of their names. */
public final class EncodeVideoHandler implements TaskHandler {
    private final FilmEncoder encoder;
    private final InputCache inputs;
    private final OutputStore outputs;

    public EncodeVideoHandler(FilmEncoder encoder, InputCache inputs, OutputStore outputs) {
        this.encoder = encoder;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    @Override
    public TaskType type() {
        return TaskType.ENCODE_VIDEO;
    }

    @Override
    public Finishing begin(TaskRun run) throws IOException, InterruptedException {
        VideoEncoding parameters = (VideoEncoding) run.assignment().parameters();
        encoder.requireWritable(parameters.format(), parameters.policy());
        Path target = run.scratch().file("film." + parameters.format().label());
        int count = run.assignment().inputs().size();
        FilmEncoder.Film film;
        long engineMillis;
        try (Fetched frames = fetch(run.assignment().inputs())) {
            long before = run.elapsedMillis();
            film = write(run, parameters, frames.files(), target);
            engineMillis = run.elapsedMillis() - before;
        }
        return () -> new TaskResult(
                List.of(outputs.film(VideoEncoding.FILM, target, parameters.format(), film.width(), film.height(),
                        new FilmLength(count, parameters.fps()))),
                film.device(), engineMillis, run.elapsedMillis(), false, film.process(), film.notes());
    }

    private FilmEncoder.Film write(TaskRun run, VideoEncoding parameters, SortedMap<String, Path> frames, Path target)
            throws IOException, InterruptedException {
        Path folder = Files.createDirectory(run.scratch().file("frames"));
        FrameSequence sequence = FrameSequence.lay(List.copyOf(frames.values()), folder);
        if (!parameters.format().isEncoded()) {
            FrameArchive.write(frames, target);
            return new FilmEncoder.Film(sequence.width(), sequence.height(), null, ProcessHandle.current().pid(),
                    List.of());
        }
        return run.inHand().interruptibly(() -> encoder.encode(sequence, parameters.format(), parameters.policy(),
                parameters.fps(), target, run.assignment().timeout(),
                done -> run.progress().onProgress(Math.min(1, done), "encoding")));
    }

    /** All frames, by the names that they have in a ZIP. */
    private record Fetched(SortedMap<String, Path> files, List<InputCache.Fetched> held) implements AutoCloseable {
        @Override
        public void close() {
            held.forEach(InputCache.Fetched::close);
        }
    }

    private Fetched fetch(Map<String, InputFile> frames) throws IOException {
        Fetched fetched = new Fetched(new TreeMap<>(), new ArrayList<>());
        try {
            for (var frame : frames.entrySet()) {
                InputCache.Fetched file = inputs.fetch(frame.getValue());
                fetched.held().add(file);
                fetched.files().put(frame.getKey() + ".png", file.file());
            }
            return fetched;
        } catch (IOException | RuntimeException e) {
            fetched.close();
            throw e;
        }
    }
}
