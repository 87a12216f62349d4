package io.renderline.engine.handler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.renderline.core.media.AssetKind;
import io.renderline.core.message.InputFile;
import io.renderline.core.message.MessageJson;
import io.renderline.core.message.TaskResult;
import io.renderline.core.message.TemplateOffer;
import io.renderline.core.task.TaskType;
import io.renderline.core.task.TemplateInspection;
import io.renderline.engine.input.InputCache;
import io.renderline.engine.process.EngineRequest;
import io.renderline.engine.process.EngineSession;
import io.renderline.engine.process.Zygote;

/** A .blend to the names of what can be filled in of it, in a process of its own. */
public final class InspectTemplateHandler implements TaskHandler {
    private static final String JSON = "application/json";

    private final Zygote blender;
    private final InputCache inputs;
    private final OutputStore outputs;

    public InspectTemplateHandler(Zygote blender, InputCache inputs, OutputStore outputs) {
        this.blender = blender;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    @Override
    public TaskType type() {
        return TaskType.INSPECT_TEMPLATE;
    }

    @Override
    public Finishing begin(TaskRun run) throws IOException, InterruptedException {
        TemplateInspection parameters = (TemplateInspection) run.assignment().parameters();
        InputFile source = run.input(TemplateInspection.SOURCE);
        TemplateOffer offer;
        long engineMillis;
        long process;
        try (InputCache.Fetched fetched = inputs.fetch(source);
                EngineSession session = run.inHand().interruptibly(blender::open)) {
            Path named = run.scratch().named("source." + parameters.format().extension(), fetched.file());
            long before = run.elapsedMillis();
            offer = run.ask(session,
                    new EngineRequest.InspectTemplate(named, run.title(source), parameters.format())).offer();
            engineMillis = run.elapsedMillis() - before;
            process = session.pid();
        }
        return () -> {
            Path json = Files.write(run.scratch().file("offer.json"), MessageJson.write(offer));
            return new TaskResult(
                    List.of(outputs.file(TemplateInspection.OFFER, json, AssetKind.TEMPLATE_OFFER, JSON)), null,
                    engineMillis, run.elapsedMillis(), false, process);
        };
    }
}
