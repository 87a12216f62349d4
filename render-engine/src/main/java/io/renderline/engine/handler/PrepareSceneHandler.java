package io.renderline.engine.handler;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.renderline.core.media.AssetKind;
import io.renderline.core.media.ModelFormat;
import io.renderline.core.message.InputFile;
import io.renderline.core.message.TaskResult;
import io.renderline.core.task.ScenePreparation;
import io.renderline.core.task.TaskType;
import io.renderline.engine.input.InputCache;
import io.renderline.engine.process.EngineAnswer;
import io.renderline.engine.process.EngineRequest;
import io.renderline.engine.process.EngineSession;
import io.renderline.engine.process.Zygote;

/** Any model to a prepared scene, in a process of its own for each model. */
public final class PrepareSceneHandler implements TaskHandler {
    private static final Logger LOG = LoggerFactory.getLogger(PrepareSceneHandler.class);

    private final Zygote blender;
    private final InputCache inputs;
    private final OutputStore outputs;

    public PrepareSceneHandler(Zygote blender, InputCache inputs, OutputStore outputs) {
        this.blender = blender;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    @Override
    public TaskType type() {
        return TaskType.PREPARE_SCENE;
    }

    @Override
    public Finishing begin(TaskRun run) throws IOException, InterruptedException {
        ScenePreparation parameters = (ScenePreparation) run.assignment().parameters();
        InputFile model = run.input(ScenePreparation.MODEL);
        Path scene = run.scratch().file("scene.blend");
        long engineMillis;
        long process;
        try (InputCache.Fetched fetched = inputs.fetch(model);
                EngineSession session = run.inHand().interruptibly(blender::open)) {
            Path named = run.scratch().named("model." + parameters.format().extension(), fetched.file());
            long before = run.elapsedMillis();
            EngineAnswer.Prepared prepared = run.ask(session, new EngineRequest.Prepare(named, run.title(model),
                    parameters.format(), scene, parameters.studio()));
            engineMillis = run.elapsedMillis() - before;
            process = session.pid();
            logWhatIsAmiss(run.title(model), prepared);
        }
        return () -> new TaskResult(
                List.of(outputs.file(ScenePreparation.SCENE, scene, AssetKind.PREPARED_SCENE,
                        ModelFormat.BLEND.mimeType())),
                null, engineMillis, run.elapsedMillis(), false, process);
    }

    private static void logWhatIsAmiss(String model, EngineAnswer.Prepared prepared) {
        if (prepared.missingTextures() != null && !prepared.missingTextures().isEmpty()) {
            LOG.warn("{} names textures that did not come with it: {}", model, prepared.missingTextures());
        }
        if (prepared.warnings() != null && !prepared.warnings().isEmpty()) {
            LOG.warn("{}: {}", model, prepared.warnings());
        }
    }
}
