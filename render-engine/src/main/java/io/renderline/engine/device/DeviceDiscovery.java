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

/** Asks Blender once, before any work is taken, what this host can render with. */
public final class DeviceDiscovery {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceDiscovery.class);
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Zygote blender;
    private final DevicePolicy policy;
    private final DeviceSettings settings;
    private volatile Optional<RenderDevices> found = Optional.empty();

    public DeviceDiscovery(Zygote blender, DevicePolicy policy, DeviceSettings settings) {
        this.blender = blender;
        this.policy = policy;
        this.settings = settings;
    }

    /**
     * Waits for Blender, however often it must be started for that, and looks.
     *
     * @throws TaskFailedException {@code GPU_REQUIRED} when only a GPU may render here and there is none
     */
    public void discover() throws IOException, InterruptedException {
        List<EngineAnswer.Device> devices = ask();
        LOG.info("Devices: {}", devices);
        found = Optional.of(RenderDevices.of(devices, policy, settings));
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

    /** Whether it is known. */
    public boolean isDone() {
        return found.isPresent();
    }

    /** What was found. No task runs before. */
    public RenderDevices found() {
        return found.orElseThrow(() -> new IllegalStateException("The devices are not known yet"));
    }
}
