package io.renderline.engine.device;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.renderline.core.failure.FailureCode;
import io.renderline.core.failure.TaskFailedException;
import io.renderline.core.message.DeviceUsed;
import io.renderline.core.message.RetiredDevice;
import io.renderline.core.task.DevicePolicy;
import io.renderline.engine.process.EngineAnswer;
import io.renderline.engine.settings.DeviceSettings;

/** What this worker can render with, and the choice among its GPUs. */
public final class RenderDevices {
    private final List<EngineAnswer.Device> processors;
    private final DevicePolicy workerPolicy;
    private final DeviceLock processor;
    private final List<RenderGpu> gpus;

    private RenderDevices(List<EngineAnswer.Device> processors, DevicePolicy workerPolicy, DeviceLock processor,
            List<RenderGpu> gpus) {
        this.processors = List.copyOf(processors);
        this.workerPolicy = workerPolicy;
        this.processor = processor;
        this.gpus = List.copyOf(gpus);
    }

    /**
     * The devices of this host, best first, as Blender has found them. Cards are used by their best backend; all of those
     * that have the best backend of all are used side by side.
     *
     * @throws TaskFailedException {@code GPU_REQUIRED} when the worker may only use a GPU and there is none
     */
    public static RenderDevices of(List<EngineAnswer.Device> found, DevicePolicy workerPolicy, DeviceSettings settings)
            throws IOException {
        List<RenderGpu> gpus = new ArrayList<>();
        Set<String> cards = new HashSet<>();
        for (EngineAnswer.Device device : workerPolicy == DevicePolicy.CPU
                ? List.<EngineAnswer.Device>of()
                : best(found)) {
            if (cards.add(RenderGpu.card(device))) {
                gpus.add(new RenderGpu(device, settings.lockDir()));
            }
        }
        RenderDevices devices = new RenderDevices(found.stream().filter(device -> !device.isGpu()).toList(),
                workerPolicy, new WorkerWideLock(settings.cpuConcurrency()), gpus);
        devices.requireWhatThePolicyAsksFor();
        return devices;
    }

    /** A processor's own graphics beside a card would hold tasks up, and no two backends make quite the same pixels. */
    private static List<EngineAnswer.Device> best(List<EngineAnswer.Device> found) {
        List<EngineAnswer.Device> gpus = found.stream().filter(EngineAnswer.Device::isGpu).toList();
        return gpus.stream().filter(gpu -> gpu.backend().equals(gpus.getFirst().backend())).toList();
    }

    /**
     * Refuses a worker that could do nothing.
     *
     * @throws TaskFailedException {@code GPU_REQUIRED} when the worker may only use a GPU and there is none in service
     */
    void requireWhatThePolicyAsksFor() {
        if (workerPolicy == DevicePolicy.GPU && inService().isEmpty()) {
            String lack = gpus.isEmpty()
                    ? "Blender finds no GPU on this host"
                    : "no GPU of this host works: " + gpus.getFirst().failure().orElse("");
            throw new TaskFailedException(FailureCode.GPU_REQUIRED, "renderline.worker.device is gpu, and " + lack
                    + ". Check the driver, or set RENDERLINE_WORKER_DEVICE to auto or cpu.");
        }
    }

    /** The GPUs that this worker uses, best first, without those that have failed. */
    public List<RenderGpu> inService() {
        return gpus.stream().filter(gpu -> gpu.failure().isEmpty()).toList();
    }

    /**
     * How a task with this policy is rendered here. Of several GPUs it gets one that is free rather than one that is not,
     * and then one where its scene is warm; that is until the grant is closed.
     *
     * @param isWarm whether the scene is in a session at a {@link Grant#place}
     * @throws TaskFailedException {@code GPU_REQUIRED} when it must have a GPU and this worker uses none;
     *         {@code GPU_FAILED} when it used some and none works any more
     */
    public synchronized Grant grant(DevicePolicy jobPolicy, Predicate<String> isWarm) {
        DevicePolicy policy = jobPolicy == DevicePolicy.AUTO ? workerPolicy : jobPolicy;
        List<RenderGpu> usable = inService();
        if (policy == DevicePolicy.CPU || (policy == DevicePolicy.AUTO && usable.isEmpty())) {
            return Grant.ofProcessor(processor);
        }
        return Grant.of(usable.size() == 1
                ? usable.getFirst()
                : usable.stream().map(gpu -> new Candidate(gpu, gpu.isBusy(), isWarm.test(gpu.card())))
                        .min(Candidate.BEST_FIRST).orElseThrow(this::noGpu).gpu());
    }

    private TaskFailedException noGpu() {
        return gpus.isEmpty()
                ? new TaskFailedException(FailureCode.GPU_REQUIRED, "The job asks for a GPU, and this worker has none"
                        + " that it may use. Send it to a worker with a GPU, or allow the device auto or cpu.")
                : new TaskFailedException(FailureCode.GPU_FAILED, "The job asks for a GPU, and none of this worker's"
                        + " works any more; GET /v1/workers says why. Another worker may have one; else start it again"
                        + " when its GPU works, and retry the job.");
    }

    /** A GPU in the moment of the choice. */
    private record Candidate(RenderGpu gpu, boolean busy, boolean warm) {
        static final Comparator<Candidate> BEST_FIRST = Comparator.comparing(Candidate::busy)
                .thenComparingInt(candidate -> candidate.gpu().users()).thenComparing(candidate -> !candidate.warm());
    }

    /** For the heartbeat: what is in service, best first, the processor last. */
    public List<DeviceUsed> described() {
        List<DeviceUsed> described = new ArrayList<>(inService().stream().map(RenderGpu::described).toList());
        processors.forEach(device -> described.add(described(device)));
        return described;
    }

    /** For the heartbeat: the GPUs that have failed. */
    public List<RetiredDevice> retired() {
        return gpus.stream().flatMap(gpu -> gpu.failure().stream()
                .map(reason -> new RetiredDevice(gpu.described(), reason))).toList();
    }

    /** Whether no GPU is left to a worker that may use nothing else. */
    public boolean isPowerless() {
        return workerPolicy == DevicePolicy.GPU && inService().isEmpty();
    }

    static DeviceUsed described(EngineAnswer.Device device) {
        return new DeviceUsed(device.isGpu() ? "gpu" : "cpu", device.backend(), device.name(), device.driver());
    }
}
