package io.renderline.engine.handler;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.renderline.core.key.Sha256;
import io.renderline.core.media.AssetKind;
import io.renderline.core.media.ModelFormat;
import io.renderline.core.message.InputFile;
import io.renderline.core.message.OutputFile;
import io.renderline.core.message.TaskResult;
import io.renderline.core.task.ScenePreparation;
import io.renderline.core.task.TaskType;
import io.renderline.engine.input.InputCache;
import io.renderline.engine.process.EngineAnswer;
import io.renderline.engine.process.EngineRequest;
import io.renderline.engine.process.EngineSession;
import io.renderline.engine.process.Zygote;

/**
 * Any model to a prepared scene, in a process of its own for each model. That process goes on to the scene's views where they
 * may be rendered here: opening the stored scene in it gives the same pictures as in a fresh one.
 */
public final class PrepareSceneHandler implements TaskHandler {
    private final Zygote blender;
    private final InputCache inputs;
    private final OutputStore outputs;
    private final Successor sessions;

    /** What becomes of a session that has prepared a scene. */
    @FunctionalInterface
    public interface Successor {
        /** Takes the session over, or ends it. */
        void take(Sha256 scene, EngineSession session, long memoryBytes);
    }

    public PrepareSceneHandler(Zygote blender, InputCache inputs, OutputStore outputs, Successor sessions) {
        this.blender = blender;
        this.inputs = inputs;
        this.outputs = outputs;
        this.sessions = sessions;
    }

    @Override
    public TaskType type() {
        return TaskType.PREPARE_SCENE;
    }

    @Override
    public Finishing begin(TaskRun run) throws IOException, InterruptedException {
        EngineSession session = run.inHand().interruptibly(blender::open);
        try {
            return begin(run, session);
        } catch (IOException | InterruptedException | RuntimeException e) {
            session.kill();
            throw e;
        }
    }

    private Finishing begin(TaskRun run, EngineSession session) throws IOException, InterruptedException {
        ScenePreparation parameters = (ScenePreparation) run.assignment().parameters();
        InputFile model = run.input(ScenePreparation.MODEL);
        Path scene = run.scratch().file("scene.blend");
        InputFile studio = parameters.studio() == null ? run.input(ScenePreparation.STUDIO) : null;
        try (InputCache.Fetched fetched = inputs.fetch(model);
                InputCache.Fetched fetchedStudio = studio == null ? null : inputs.fetch(studio)) {
            Path named = run.scratch().named("model." + parameters.format().extension(), fetched.file());
            Path studioFile = fetchedStudio == null
                    ? null
                    : run.scratch().named("studio.blend", fetchedStudio.file());
            long before = run.elapsedMillis();
            EngineAnswer.Prepared prepared = run.ask(session, new EngineRequest.Prepare(named, run.title(model),
                    parameters.format(), scene, parameters.studio(), studioFile,
                    studio == null ? null : run.title(studio, "the studio"), parameters.materials(),
                    parameters.up()));
            long engineMillis = run.elapsedMillis() - before;
            return () -> finish(run, scene, session, prepared, engineMillis);
        }
    }

    private TaskResult finish(TaskRun run, Path scene, EngineSession session, EngineAnswer.Prepared prepared,
            long engineMillis) throws IOException {
        OutputFile stored;
        try {
            stored = outputs.file(ScenePreparation.SCENE, scene, AssetKind.PREPARED_SCENE,
                    ModelFormat.BLEND.mimeType());
        } catch (IOException | RuntimeException e) {
            session.close();
            throw e;
        }
        sessions.take(stored.hash(), session, prepared.memoryBytes());
        return new TaskResult(List.of(stored), null, engineMillis, run.elapsedMillis(), false, session.pid(),
                prepared.notes());
    }
}
