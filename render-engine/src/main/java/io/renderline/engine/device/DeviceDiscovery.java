package io.renderline.engine.device;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.renderline.core.failure.FailureCode;
import io.renderline.core.failure.TaskFailedException;
import io.renderline.core.task.DevicePolicy;
import io.renderline.engine.process.EngineAnswer;
import io.renderline.engine.process.EngineRequest;
import io.renderline.engine.process.EngineSession;
import io.renderline.engine.process.ProgressListener;
import io.renderline.engine.process.Zygote;
import io.renderline.engine.settings.DeviceSettings;

/**
 * Finds out what this host can render with, before any work is taken: asks Blender what there is, and has each GPU render a
 * tiny picture, which compiles its kernels where that has not been done.
 */
public final class DeviceDiscovery {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceDiscovery.class);
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Zygote blender;
    private final GpuCheck check;
    private final DevicePolicy policy;
    private final DeviceSettings settings;
    private volatile Optional<RenderDevices> found = Optional.empty();
    private volatile String phase = "looking for devices";

    public DeviceDiscovery(Zygote blender, GpuCheck check, DevicePolicy policy, DeviceSettings settings) {
        this.blender = blender;
        this.check = check;
        this.policy = policy;
        this.settings = settings;
    }

    /**
     * Waits for Blender, however often it must be started for that, and looks.
     *
     * @param warm whether GPUs will render here, so that they are to be warmed
     * @throws TaskFailedException {@code GPU_REQUIRED} when only a GPU may render here and there is none that works
     */
    public void discover(boolean warm) throws IOException, InterruptedException {
        List<EngineAnswer.Device> listed = ask();
        LOG.info("Devices: {}", listed);
        RenderDevices devices = RenderDevices.of(listed, policy, settings);
        if (warm) {
            for (RenderGpu gpu : devices.inService()) {
                phase = "warming " + gpu.name();
                check.warm(gpu);
            }
            devices.requireWhatThePolicyAsksFor();
        }
        found = Optional.of(devices);
        phase = "ready";
    }

    private List<EngineAnswer.Device> ask() throws InterruptedException {
        while (true) {
            try (EngineSession session = blender.open()) {
                return session.call(new EngineRequest.Devices(), TIMEOUT, ProgressListener.NONE).devices();
            } catch (TaskFailedException e) {
                if (e.failure().code() != FailureCode.ENGINE_CRASHED) {
                    throw e;
                }
                LOG.error("No work is taken, since Blender does not run: {}", e.failure().message());
            }
        }
    }

    /** What goes on: {@code looking for devices}, {@code warming} a GPU, {@code ready}. */
    public String phase() {
        return phase;
    }

    /** Whether it is known. */
    public boolean isDone() {
        return found.isPresent();
    }

    /** What was found. No task runs before. */
    public RenderDevices found() {
        return found.orElseThrow(() -> new IllegalStateException("The devices are not known yet"));
    }
}
