package io.renderline.engine.handler;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.renderline.core.failure.FailureCode;
import io.renderline.core.failure.TaskFailedException;
import io.renderline.core.message.InputFile;
import io.renderline.core.task.DevicePolicy;
import io.renderline.engine.device.DeviceLock;
import io.renderline.engine.device.RenderDevices;
import io.renderline.engine.input.InputCache;
import io.renderline.engine.process.EngineAnswer;
import io.renderline.engine.process.EngineRequest;
import io.renderline.engine.process.EngineSession;
import io.renderline.engine.process.SceneLease;
import io.renderline.engine.process.ScenePool;
import io.renderline.engine.process.Zygote;

/** Renders with the process that already holds the scene where there is one, and with one that loads it where not. */
public final class SceneRenderer {
    private static final Logger LOG = LoggerFactory.getLogger(SceneRenderer.class);
    /** After these the process is as good as before; after anything else it is not trusted with another picture. */
    private static final Set<FailureCode> HARMLESS = EnumSet.of(FailureCode.INVALID_PARAMETERS,
            FailureCode.UNSUITABLE_STUDIO,
            FailureCode.GPU_REQUIRED);

    private final Zygote blender;
    private final ScenePool pool;
    private final Supplier<RenderDevices> devices;
    private final InputCache inputs;
    private final SceneMeters meters;

    public SceneRenderer(Zygote blender, ScenePool pool, Supplier<RenderDevices> devices, InputCache inputs,
            SceneMeters meters) {
        this.blender = blender;
        this.pool = pool;
        this.devices = devices;
        this.inputs = inputs;
        this.meters = meters;
    }

    /** What a session has made. */
    record Rendering(EngineAnswer.Rendered answer, Path raw, long process) {}

    /**
     * What is asked of a session.
     *
     * @param scene the input that names the scene
     * @param device which devices may render
     * @param load opens the scene in a file
     */
    record Wish(InputFile scene, DevicePolicy device, Function<Path, EngineRequest<EngineAnswer.Loaded>> load,
            Picture picture) {}

    /** Asks for a picture, by a device that was granted, in a raw file. */
    @FunctionalInterface
    interface Picture {
        EngineRequest<EngineAnswer.Rendered> of(DevicePolicy granted, Path raw);
    }

    /** Renders; out of memory it is tried once more, in a fresh process without idle ones beside it. */
    Rendering render(TaskRun run, Wish wish) throws IOException, InterruptedException {
        RenderDevices.Grant grant = devices.get().grant(wish.device());
        try {
            return render(run, wish, grant);
        } catch (TaskFailedException e) {
            if (e.failure().code() != FailureCode.OUT_OF_MEMORY || run.inHand().ending().isPresent()) {
                throw e;
            }
            LOG.warn("Memory ran out; trying once more in a fresh process, without idle ones beside it");
            pool.endIdle();
            return render(run, wish, grant);
        }
    }

    private Rendering render(TaskRun run, Wish wish, RenderDevices.Grant grant)
            throws IOException, InterruptedException {
        try (SceneLease lease = run.inHand().interruptibly(() -> pool.acquire(wish.scene().hash()))) {
            try {
                EngineSession session = lease.session().isPresent() ? lease.session().get() : load(run, wish, lease);
                return render(run, wish, grant, lease, session);
            } catch (TaskFailedException e) {
                if (!HARMLESS.contains(e.failure().code())) {
                    lease.discard();
                }
                throw e;
            }
        }
    }

    private EngineSession load(TaskRun run, Wish wish, SceneLease lease) throws IOException, InterruptedException {
        EngineSession session = lease.preparer().isPresent()
                ? lease.preparer().get()
                : run.inHand().interruptibly(blender::open);
        try (InputCache.Fetched fetched = inputs.fetch(wish.scene())) {
            long before = run.elapsedMillis();
            EngineAnswer.Loaded loaded = run.ask(session, wish.load().apply(fetched.file()));
            meters.loaded(Duration.ofMillis(run.elapsedMillis() - before));
            lease.hold(session, loaded.memoryBytes());
            return session;
        } catch (IOException | InterruptedException | RuntimeException e) {
            session.kill();
            throw e;
        }
    }

    private static Rendering render(TaskRun run, Wish wish, RenderDevices.Grant grant, SceneLease lease,
            EngineSession session) throws IOException, InterruptedException {
        Path raw = run.scratch().file("raw-" + session.pid());
        try (DeviceLock.Held _ = run.inHand().interruptibly(() -> grant.lock().acquire(run.inHand().lane()))) {
            EngineAnswer.Rendered answer = run.ask(session, wish.picture().of(grant.policy(), raw));
            lease.measured(answer.memoryBytes());
            return new Rendering(answer, raw, session.pid());
        }
    }
}
