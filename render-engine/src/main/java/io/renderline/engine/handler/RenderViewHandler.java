package io.renderline.engine.handler;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.renderline.core.failure.FailureCode;
import io.renderline.core.failure.TaskFailedException;
import io.renderline.core.media.AssetKind;
import io.renderline.core.message.InputFile;
import io.renderline.core.message.OutputFile;
import io.renderline.core.message.TaskResult;
import io.renderline.core.task.TaskType;
import io.renderline.core.task.View;
import io.renderline.engine.device.DeviceLock;
import io.renderline.engine.device.RenderDevices;
import io.renderline.engine.image.ImageEncoder;
import io.renderline.engine.input.InputCache;
import io.renderline.engine.process.EngineAnswer;
import io.renderline.engine.process.EngineRequest;
import io.renderline.engine.process.EngineSession;
import io.renderline.engine.process.SceneLease;
import io.renderline.engine.process.ScenePool;
import io.renderline.engine.process.Zygote;

/** A prepared scene to one picture, by the process that already holds the scene where there is one. */
public final class RenderViewHandler implements TaskHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RenderViewHandler.class);
    /** After these the process is as good as before; after anything else it is not trusted with another view. */
    private static final Set<FailureCode> HARMLESS = EnumSet.of(FailureCode.INVALID_PARAMETERS,
            FailureCode.GPU_REQUIRED);

    private final Zygote blender;
    private final ScenePool pool;
    private final Supplier<RenderDevices> devices;
    private final InputCache inputs;
    private final OutputStore outputs;
    private final SceneMeters meters;

    public RenderViewHandler(Zygote blender, ScenePool pool, Supplier<RenderDevices> devices, InputCache inputs,
            OutputStore outputs, SceneMeters meters) {
        this.blender = blender;
        this.pool = pool;
        this.devices = devices;
        this.inputs = inputs;
        this.outputs = outputs;
        this.meters = meters;
    }

    /** What a session has made of a view. */
    private record Rendering(EngineAnswer.Rendered answer, Path raw, long process) {}

    @Override
    public TaskType type() {
        return TaskType.RENDER_VIEW;
    }

    @Override
    public Finishing begin(TaskRun run) throws IOException, InterruptedException {
        View view = (View) run.assignment().parameters();
        ImageEncoder.requireWritable(view);
        RenderDevices.Grant grant = devices.get().grant(view.device());
        Rendering rendering;
        try {
            rendering = render(run, view, grant);
        } catch (TaskFailedException e) {
            if (e.failure().code() != FailureCode.OUT_OF_MEMORY || run.inHand().ending().isPresent()) {
                throw e;
            }
            LOG.warn("Memory ran out; trying once more in a fresh process, without idle ones beside it");
            pool.endIdle();
            rendering = render(run, view, grant);
        }
        return finishing(run, view, rendering);
    }

    private Rendering render(TaskRun run, View view, RenderDevices.Grant grant)
            throws IOException, InterruptedException {
        InputFile scene = run.input(View.SCENE);
        try (SceneLease lease = run.inHand().interruptibly(() -> pool.acquire(scene.hash()))) {
            try {
                EngineSession session = lease.session().isPresent() ? lease.session().get() : load(run, scene, lease);
                return render(run, view, grant, lease, session);
            } catch (TaskFailedException e) {
                if (!HARMLESS.contains(e.failure().code())) {
                    lease.discard();
                }
                throw e;
            }
        }
    }

    private EngineSession load(TaskRun run, InputFile scene, SceneLease lease)
            throws IOException, InterruptedException {
        EngineSession session = lease.preparer().isPresent()
                ? lease.preparer().get()
                : run.inHand().interruptibly(blender::open);
        try (InputCache.Fetched fetched = inputs.fetch(scene)) {
            long before = run.elapsedMillis();
            EngineAnswer.Loaded loaded = run.ask(session, new EngineRequest.Load(fetched.file()));
            meters.loaded(Duration.ofMillis(run.elapsedMillis() - before));
            lease.hold(session, loaded.memoryBytes());
            return session;
        } catch (IOException | InterruptedException | RuntimeException e) {
            session.kill();
            throw e;
        }
    }

    private static Rendering render(TaskRun run, View view, RenderDevices.Grant grant, SceneLease lease,
            EngineSession session) throws IOException, InterruptedException {
        Path raw = run.scratch().file("raw-" + session.pid());
        try (DeviceLock.Held _ = run.inHand().interruptibly(grant.lock()::acquire)) {
            EngineAnswer.Rendered answer = run.ask(session,
                    new EngineRequest.Render(view.width(), view.height(), view.azimuth(), view.elevation(),
                            view.samples(), view.denoise(), view.transparent(), view.seed(), grant.policy(), raw,
                            ImageEncoder.engineEncoding(view.format()), view.turns()));
            lease.measured(answer.memoryBytes());
            return new Rendering(answer, raw, session.pid());
        }
    }

    private Finishing finishing(TaskRun run, View view, Rendering rendering) {
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
