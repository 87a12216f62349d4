package io.renderline.engine.handler;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.renderline.core.media.AssetKind;
import io.renderline.core.message.OutputFile;
import io.renderline.core.message.TaskResult;
import io.renderline.core.task.TaskType;
import io.renderline.core.task.View;
import io.renderline.engine.image.ImageEncoder;
import io.renderline.engine.process.EngineAnswer;
import io.renderline.engine.process.EngineRequest;

/** A prepared scene to one picture. */
public final class RenderViewHandler implements TaskHandler {
    private final SceneRenderer renderer;
    private final OutputStore outputs;

    public RenderViewHandler(SceneRenderer renderer, OutputStore outputs) {
        this.renderer = renderer;
        this.outputs = outputs;
    }

    @Override
    public TaskType type() {
        return TaskType.RENDER_VIEW;
    }

    @Override
    public Finishing begin(TaskRun run) throws IOException, InterruptedException {
        View view = (View) run.assignment().parameters();
        ImageEncoder.requireWritable(view);
        SceneRenderer.Rendering rendering = renderer.render(run, new SceneRenderer.Wish(run.input(View.SCENE),
                view.device(), EngineRequest.Load::new, (granted, raw) -> new EngineRequest.Render(view.width(),
                        view.height(), view.azimuth(), view.elevation(), view.samples(), view.denoise(),
                        view.transparent(), view.seed(), granted.policy(), granted.device(), raw,
                        ImageEncoder.engineEncoding(view.format()),
                        view.turns(), view.background(), view.camera())));
        return finishing(run, view, rendering);
    }

    private Finishing finishing(TaskRun run, View view, SceneRenderer.Rendering rendering) {
        return () -> {
            EngineAnswer.Rendered answer = rendering.answer();
            Path encoded = ImageEncoder.encode(rendering.raw(), view, run.scratch().file("encoded"));
            AssetKind kind = view.turns() ? AssetKind.FRAME : AssetKind.STILL;
            OutputFile picture = outputs.picture(View.IMAGE, encoded, kind, view.format().mimeType(),
                    view.width(), view.height());
            return new TaskResult(List.of(picture), answer.device(), answer.engineMs(), run.elapsedMillis(),
                    answer.warm(), rendering.process());
        };
    }
}
