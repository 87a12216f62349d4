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
import io.renderline.core.key.Sha256;
import io.renderline.core.media.AssetKind;
import io.renderline.core.media.ImageFormat;
import io.renderline.core.message.InputFile;
import io.renderline.core.message.OutputFile;
import io.renderline.core.message.TaskResult;
import io.renderline.core.task.DevicePolicy;
import io.renderline.engine.device.DeviceLock;
import io.renderline.engine.device.Grant;
import io.renderline.engine.device.RenderDevices;
import io.renderline.engine.input.InputCache;
import io.renderline.engine.input.Scratch;
import io.renderline.engine.input.WorkDirectory;
import io.renderline.engine.process.EngineAnswer;
import io.renderline.engine.process.EngineRequest;
import io.renderline.engine.process.EngineSession;
import io.renderline.engine.process.SceneLease;
import io.renderline.engine.process.ScenePool;
import io.renderline.engine.process.SceneSeat;
import io.renderline.engine.process.Zygote;

/** Renders with the process that already holds the scene where there is one, and with one that loads it where not. */
public final class SceneRenderer {
    private static final Logger LOG = LoggerFactory.getLogger(SceneRenderer.class);
    /** After these the process is as good as before; after anything else it is not trusted with another picture. */
    private static final Set<FailureCode> HARMLESS = EnumSet.of(FailureCode.INVALID_PARAMETERS,
            FailureCode.UNSUITABLE_STUDIO,
            FailureCode.GPU_REQUIRED);
    /** After these a GPU may be the reason. */
    private static final Set<FailureCode> SUSPICIOUS = EnumSet.of(FailureCode.GPU_FAILED, FailureCode.ENGINE_CRASHED);

    private final Zygote blender;
    private final ScenePool pool;
    private final Supplier<RenderDevices> devices;
    private final GpuRoom room;
    private final GpuInspection inspection;
    private final InputCache inputs;
    private final WorkDirectory work;
    private final SceneMeters meters;

    public SceneRenderer(Zygote blender, ScenePool pool, Supplier<RenderDevices> devices, GpuRoom room,
            GpuInspection inspection, InputCache inputs, WorkDirectory work, SceneMeters meters) {
        this.blender = blender;
        this.pool = pool;
        this.devices = devices;
        this.room = room;
        this.inspection = inspection;
        this.inputs = inputs;
        this.work = work;
        this.meters = meters;
    }

    /** What a session has made. */
    record Rendering(EngineAnswer.Rendered answer, Path raw, long process) {
        /** What remains: it is encoded, and stored in the size that it has. */
        TaskHandler.Finishing stored(TaskRun run, OutputStore outputs, String name, AssetKind kind, ImageFormat format,
                Encoding encoding) {
            return () -> {
                Path encoded = encoding.encode(raw, run.scratch().file("encoded"));
                OutputFile picture = outputs.picture(name, encoded, kind, format.mimeType(), answer.width(),
                        answer.height());
                return new TaskResult(List.of(picture), answer.device(), answer.engineMs(), run.elapsedMillis(),
                        answer.warm(), process);
            };
        }
    }

    /** Makes a raw file one to be stored, which may be the raw one itself. */
    @FunctionalInterface
    interface Encoding {
        Path encode(Path raw, Path target) throws IOException;
    }

    /**
     * What is asked of a session.
     *
     * @param scene the input that names the scene
     * @param device which devices may render
     * @param load opens the scene in a file
     */
    record Wish(InputFile scene, DevicePolicy device, Opening load, Picture picture) {}

    /**
     * Opens the scene in a file, which may put more files into a folder of its session's own, and says whether it keeps what
     * it builds for a view for the next one.
     */
    @FunctionalInterface
    interface Opening {
        EngineRequest<EngineAnswer.Loaded> of(Path scene, Path folder, boolean persistentData);
    }

    /** Asks for a picture, by a device that was granted, in a raw file. */
    @FunctionalInterface
    interface Picture {
        EngineRequest<EngineAnswer.Rendered> of(Grant granted, Path raw);
    }

    /**
     * Renders; out of memory it is tried once more, in a fresh process that keeps nothing for a further view, without idle
     * ones beside it where it renders.
     */
    Rendering render(TaskRun run, Wish wish) throws IOException, InterruptedException {
        Sha256 scene = wish.scene().hash();
        try (Grant grant = devices.get().grant(wish.device(), place -> pool.isWarm(new SceneSeat(scene, place)))) {
            return renderOn(grant, run, wish);
        }
    }

    private Rendering renderOn(Grant grant, TaskRun run, Wish wish) throws IOException, InterruptedException {
        try {
            return render(run, wish, grant, true);
        } catch (TaskFailedException e) {
            if (run.inHand().ending().isPresent()) {
                throw e;
            }
            if (e.failure().code() == FailureCode.OUT_OF_MEMORY) {
                LOG.warn("Trying once more with less memory: {}", e.failure().message());
                return renderFrugally(run, wish, grant);
            }
            if (grant.gpu().isPresent() && SUSPICIOUS.contains(e.failure().code())) {
                inspection.inspect(grant.gpu().get(), e.failure().message());
            }
            throw e;
        }
    }

    private Rendering renderFrugally(TaskRun run, Wish wish, Grant grant) throws IOException, InterruptedException {
        if (grant.gpu().isPresent()) {
            room.clear(grant.gpu().get());
        } else {
            pool.endIdle();
        }
        String there = grant.gpu().flatMap(room::told).orElseGet(HostMemory::told);
        try {
            return render(run, wish, grant, false);
        } catch (TaskFailedException e) {
            if (e.failure().code() != FailureCode.OUT_OF_MEMORY) {
                throw e;
            }
            String needed = grant.gpu().isPresent()
                    ? " and the scene alone may need " + GpuRoom.megabytes(room.need(wish.scene())) + " there"
                    : "";
            throw new TaskFailedException(FailureCode.OUT_OF_MEMORY, e.failure().message() + " This was the second try,"
                    + " in a fresh process that keeps nothing for a further view. Before it " + there + "," + needed
                    + " beside what others hold. Ask for a smaller picture, make textures and meshes smaller, or give"
                    + " the worker a larger machine.", e);
        }
    }

    private Rendering render(TaskRun run, Wish wish, Grant grant, boolean persistentData)
            throws IOException, InterruptedException {
        SceneSeat seat = new SceneSeat(wish.scene().hash(), grant.place());
        try (SceneLease lease = run.inHand().interruptibly(() -> pool.acquire(seat))) {
            try {
                EngineSession session = lease.session().isPresent()
                        ? lease.session().get()
                        : load(run, wish, grant, lease, persistentData);
                return render(run, wish, grant, lease, session);
            } catch (TaskFailedException e) {
                if (!HARMLESS.contains(e.failure().code())) {
                    lease.discard();
                }
                throw e;
            }
        }
    }

    private EngineSession load(TaskRun run, Wish wish, Grant grant, SceneLease lease, boolean persistentData)
            throws IOException, InterruptedException {
        if (grant.gpu().isPresent()) {
            room.makeFor(grant.gpu().get(), wish.scene());
        }
        EngineSession session = lease.preparer().isPresent()
                ? lease.preparer().get()
                : run.inHand().interruptibly(blender::open);
        try (InputCache.Fetched fetched = inputs.fetch(wish.scene())) {
            long before = run.elapsedMillis();
            Scratch own = work.newSessionFolder();
            var _ = session.ended().thenRun(own::close);
            EngineAnswer.Loaded loaded = run.ask(session,
                    wish.load().of(fetched.file(), own.folder(), persistentData));
            meters.loaded(Duration.ofMillis(run.elapsedMillis() - before));
            lease.hold(session, loaded.memoryBytes());
            return session;
        } catch (IOException | InterruptedException | RuntimeException e) {
            session.kill();
            throw e;
        }
    }

    private Rendering render(TaskRun run, Wish wish, Grant grant, SceneLease lease, EngineSession session)
            throws IOException, InterruptedException {
        Path raw = run.scratch().file("raw-" + session.pid());
        try (DeviceLock.Held _ = run.inHand().interruptibly(() -> grant.lock().acquire(run.inHand().lane()))) {
            EngineAnswer.Rendered answer = run.ask(session, wish.picture().of(grant, raw));
            if (grant.gpu().isPresent()) {
                room.measured(wish.scene(), answer.deviceMemoryBytes());
            }
            lease.measured(answer.memoryBytes(), grant.gpu().isPresent() ? answer.deviceMemoryBytes() : 0);
            return new Rendering(answer, raw, session.pid());
        }
    }
}
