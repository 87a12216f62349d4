package io.renderline.engine.handler;

import java.io.IOException;

import io.renderline.core.media.AssetKind;
import io.renderline.core.task.TaskType;
import io.renderline.core.task.View;
import io.renderline.engine.image.ImageEncoder;
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
                view.device(), (scene, _, persistentData) -> new EngineRequest.Load(scene, persistentData),
                (granted, raw) -> new EngineRequest.Render(view.width(),
                        view.height(), view.azimuth(), view.elevation(), view.samples(), view.denoise(),
                        view.transparent(), view.seed(), granted.policy(), granted.device(), raw,
                        ImageEncoder.engineEncoding(view.format()),
                        view.turns(), view.background(), view.camera(), view.frame())));
        return rendering.stored(run, outputs, View.IMAGE, view.isOfFilm() ? AssetKind.FRAME : AssetKind.STILL,
                view.format(), (raw, target) -> ImageEncoder.encode(raw, view, target));
    }
}
