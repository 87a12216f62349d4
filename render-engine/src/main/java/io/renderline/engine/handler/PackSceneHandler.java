package io.renderline.engine.handler;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.renderline.core.media.AssetKind;
import io.renderline.core.message.InputFile;
import io.renderline.core.message.TaskResult;
import io.renderline.core.task.ScenePacking;
import io.renderline.core.task.TaskType;
import io.renderline.core.task.TemplateFilling;
import io.renderline.engine.input.InputCache;
import io.renderline.engine.process.EngineAnswer;
import io.renderline.engine.process.EngineRequest;
import io.renderline.engine.process.EngineSession;
import io.renderline.engine.process.Zygote;

/** A .blend as its author left it to a scene that is whole, in a process of its own. */
public final class PackSceneHandler implements TaskHandler {
    private final Zygote blender;
    private final InputCache inputs;
    private final OutputStore outputs;

    public PackSceneHandler(Zygote blender, InputCache inputs, OutputStore outputs) {
        this.blender = blender;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    @Override
    public TaskType type() {
        return TaskType.PACK_SCENE;
    }

    @Override
    public Finishing begin(TaskRun run) throws IOException, InterruptedException {
        ScenePacking parameters = (ScenePacking) run.assignment().parameters();
        InputFile source = run.input(ScenePacking.SOURCE);
        Path scene = run.scratch().file("scene");
        EngineAnswer.Packed packed;
        long engineMillis;
        long process;
        try (InputCache.Fetched fetched = inputs.fetch(source);
                Filling filling = fetch(run, parameters.filling());
                EngineSession session = run.inHand().interruptibly(blender::open)) {
            Path named = run.scratch().named("source." + parameters.format().extension(), fetched.file());
            long before = run.elapsedMillis();
            packed = run.ask(session, new EngineRequest.PackScene(named, run.title(source), parameters.format(), scene,
                    parameters.camera(), parameters.allowMissing(), filling.texts(), filling.colors(),
                    filling.files()));
            engineMillis = run.elapsedMillis() - before;
            process = session.pid();
        }
        return () -> new TaskResult(
                List.of(outputs.file(ScenePacking.SCENE, scene, AssetKind.FILM_SCENE, packed.format().mimeType())),
                null, engineMillis, run.elapsedMillis(), false, process, packed.notes());
    }

    /** What is put into the file, its pictures as files by the names of the images that they replace. */
    private record Filling(Map<String, String> texts, Map<String, String> colors, Map<String, Path> files,
            List<InputCache.Fetched> held) implements AutoCloseable {
        @Override
        public void close() {
            held.forEach(InputCache.Fetched::close);
        }
    }

    private Filling fetch(TaskRun run, @Nullable TemplateFilling wanted) throws IOException {
        if (wanted == null) {
            return new Filling(Map.of(), Map.of(), Map.of(), List.of());
        }
        Filling filling = new Filling(wanted.texts(), wanted.colors(), new TreeMap<>(), new ArrayList<>());
        try {
            for (var image : wanted.images().entrySet()) {
                InputCache.Fetched file = inputs.fetch(run.input(image.getValue()));
                filling.held().add(file);
                filling.files().put(image.getKey(), file.file());
            }
            return filling;
        } catch (IOException | RuntimeException e) {
            filling.close();
            throw e;
        }
    }
}
