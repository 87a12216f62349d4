package io.renderline.engine.device;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.renderline.core.failure.FailureCode;
import io.renderline.core.failure.TaskFailedException;
import io.renderline.core.message.DeviceUsed;
import io.renderline.core.task.DevicePolicy;
import io.renderline.engine.process.EngineAnswer;
import io.renderline.engine.settings.DeviceSettings;

/** What this worker can render with, and the lock that a view must hold for it. */
public final class RenderDevices {
    private final List<EngineAnswer.Device> devices;
    private final DevicePolicy workerPolicy;
    private final DeviceLock processor;
    private final Optional<DeviceLock> gpu;

    /** How a view is rendered: the policy for the engine, and the lock to hold meanwhile. */
    public record Grant(DevicePolicy policy, DeviceLock lock) {}

    private RenderDevices(List<EngineAnswer.Device> devices, DevicePolicy workerPolicy, DeviceLock processor,
            Optional<DeviceLock> gpu) {
        this.devices = List.copyOf(devices);
        this.workerPolicy = workerPolicy;
        this.processor = processor;
        this.gpu = gpu;
    }

    /**
     * The devices of this host, best first, as Blender has found them.
     *
     * @throws TaskFailedException {@code GPU_REQUIRED} when the worker may only use a GPU and there is none
     */
    public static RenderDevices of(List<EngineAnswer.Device> found, DevicePolicy workerPolicy, DeviceSettings settings)
            throws IOException {
        Optional<EngineAnswer.Device> best = found.stream().filter(EngineAnswer.Device::isGpu).findFirst();
        if (workerPolicy == DevicePolicy.GPU && best.isEmpty()) {
            throw new TaskFailedException(FailureCode.GPU_REQUIRED,
                    "renderline.worker.device is gpu, and Blender finds no"
                            + " GPU on this host. Check the driver, or set RENDERLINE_WORKER_DEVICE to auto or cpu.");
        }
        Optional<DeviceLock> gpu = best.isPresent() && workerPolicy != DevicePolicy.CPU
                ? Optional.of(lockOf(best.get(), settings.lockDir()))
                : Optional.empty();
        return new RenderDevices(found, workerPolicy, new WorkerWideLock(settings.cpuConcurrency()), gpu);
    }

    private static DeviceLock lockOf(EngineAnswer.Device device, Path folder) throws IOException {
        // OptiX and CUDA name one and the same card by two ids.
        return new HostWideLock(folder, device.id().replaceFirst("_OptiX$", ""));
    }

    /**
     * How a view with this policy is rendered here.
     *
     * @throws TaskFailedException {@code GPU_REQUIRED} when it must have a GPU and this worker uses none
     */
    public Grant grant(DevicePolicy jobPolicy) {
        DevicePolicy policy = jobPolicy == DevicePolicy.AUTO ? workerPolicy : jobPolicy;
        if (policy == DevicePolicy.CPU || (policy == DevicePolicy.AUTO && gpu.isEmpty())) {
            return new Grant(DevicePolicy.CPU, processor);
        }
        return new Grant(DevicePolicy.GPU, gpu.orElseThrow(() -> new TaskFailedException(FailureCode.GPU_REQUIRED,
                "The job asks for a GPU, and this worker has none that it may use. Send it to a worker with a GPU, or"
                        + " allow the device auto or cpu.")));
    }

    /** For the heartbeat. */
    public List<DeviceUsed> described() {
        return devices.stream().map(device -> new DeviceUsed(device.isGpu() ? "gpu" : "cpu", device.backend(),
                device.name(), device.driver())).toList();
    }
}
