package io.renderline.engine.handler;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

import io.renderline.core.media.AssetKind;
import io.renderline.core.task.SceneFrame;
import io.renderline.core.task.SceneMoment;
import io.renderline.core.task.TaskType;
import io.renderline.engine.image.ImageEncoder;
import io.renderline.engine.process.EngineRequest;

/** A scene with cameras and light of its own to one of its frames. */
public final class RenderFrameHandler implements TaskHandler {
    private final SceneRenderer renderer;
    private final OutputStore outputs;

    public RenderFrameHandler(SceneRenderer renderer, OutputStore outputs) {
        this.renderer = renderer;
        this.outputs = outputs;
    }

    @Override
    public TaskType type() {
        return TaskType.RENDER_FRAME;
    }

    @Override
    public Finishing begin(TaskRun run) throws IOException, InterruptedException {
        SceneFrame frame = (SceneFrame) run.assignment().parameters();
        SceneRenderer.Rendering rendering = renderer.render(run, new SceneRenderer.Wish(run.input(SceneFrame.SCENE),
                frame.device(), EngineRequest.LoadFilm::new,
                (granted, raw) -> new EngineRequest.RenderFrame(frame.frame(),
                        at(frame, SceneMoment.Unit.SECONDS), at(frame, SceneMoment.Unit.SHARE), frame.width(),
                        frame.height(),
                        frame.samples(), frame.camera(), frame.transparent(), granted.policy(), granted.device(),
                        raw)));
        return rendering.stored(run, outputs, SceneFrame.IMAGE, AssetKind.FRAME, frame.format(),
                (raw, target) -> ImageEncoder.encode(raw, frame.format(), frame.transparent(), target));
    }

    private static @Nullable Double at(SceneFrame frame, SceneMoment.Unit unit) {
        SceneMoment moment = frame.moment();
        return moment != null && moment.unit() == unit ? moment.at() : null;
    }
}
