package io.renderline.engine.handler;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.renderline.core.message.InputFile;
import io.renderline.core.message.TaskResult;
import io.renderline.core.task.GeometryExport;
import io.renderline.core.task.TaskType;
import io.renderline.engine.input.InputCache;
import io.renderline.engine.process.EngineAnswer;
import io.renderline.engine.process.EngineRequest;
import io.renderline.engine.process.EngineSession;
import io.renderline.engine.process.Zygote;

/** Any model to a geometry file, in a process of its own for each model. */
public final class ExportGeometryHandler implements TaskHandler {
    private final Zygote blender;
    private final InputCache inputs;
    private final OutputStore outputs;

    public ExportGeometryHandler(Zygote blender, InputCache inputs, OutputStore outputs) {
        this.blender = blender;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    @Override
    public TaskType type() {
        return TaskType.EXPORT_GEOMETRY;
    }

    @Override
    public Finishing begin(TaskRun run) throws IOException, InterruptedException {
        GeometryExport parameters = (GeometryExport) run.assignment().parameters();
        InputFile model = run.input(GeometryExport.MODEL);
        Path geometry = run.scratch().file("geometry." + parameters.target().label());
        EngineAnswer.Exported exported;
        long engineMillis;
        long process;
        try (InputCache.Fetched fetched = inputs.fetch(model);
                EngineSession session = run.inHand().interruptibly(blender::open)) {
            Path named = run.scratch().named("model." + parameters.format().extension(), fetched.file());
            long before = run.elapsedMillis();
            exported = run.ask(session, new EngineRequest.Export(named, run.title(model),
                    parameters.format(), geometry, parameters.target(), parameters.up()));
            engineMillis = run.elapsedMillis() - before;
            process = session.pid();
        }
        return () -> new TaskResult(
                List.of(outputs.file(GeometryExport.GEOMETRY, geometry, parameters.target().kind(),
                        parameters.target().mimeType())),
                null, engineMillis, run.elapsedMillis(), false, process, exported.notes());
    }
}
