package io.renderline.engine.handler;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.renderline.core.media.AssetKind;
import io.renderline.core.media.ModelFormat;
import io.renderline.core.message.InputFile;
import io.renderline.core.message.TaskResult;
import io.renderline.core.task.TaskType;
import io.renderline.core.task.Tessellation;
import io.renderline.engine.input.InputCache;
import io.renderline.engine.process.EngineAnswer;
import io.renderline.engine.process.EngineRequest;
import io.renderline.engine.process.EngineSession;
import io.renderline.engine.process.Zygote;

/** STEP and IGES to GLB, in a process of its own for each file. */
public final class TessellateHandler implements TaskHandler {
    private final Zygote tessellator;
    private final InputCache inputs;
    private final OutputStore outputs;

    public TessellateHandler(Zygote tessellator, InputCache inputs, OutputStore outputs) {
        this.tessellator = tessellator;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    @Override
    public TaskType type() {
        return TaskType.TESSELLATE;
    }

    @Override
    public Finishing begin(TaskRun run) throws IOException, InterruptedException {
        Tessellation parameters = (Tessellation) run.assignment().parameters();
        InputFile source = run.input(Tessellation.SOURCE);
        Path geometry = run.scratch().file("geometry.glb");
        EngineAnswer.Tessellated tessellated;
        long engineMillis;
        long process;
        try (InputCache.Fetched fetched = inputs.fetch(source);
                EngineSession session = run.inHand().interruptibly(tessellator::open)) {
            Path named = run.scratch().named("source." + parameters.format().extension(), fetched.file());
            long before = run.elapsedMillis();
            tessellated = run.ask(session,
                    new EngineRequest.Tessellate(named, run.title(source), parameters.format(), geometry,
                            parameters.relativeTolerance(), parameters.angularTolerance()));
            engineMillis = run.elapsedMillis() - before;
            process = session.pid();
        }
        return () -> new TaskResult(
                List.of(outputs.file(Tessellation.GEOMETRY, geometry, AssetKind.GLTF_GEOMETRY,
                        ModelFormat.GLB.mimeType())),
                null, engineMillis, run.elapsedMillis(), false, process, tessellated.notes());
    }
}
