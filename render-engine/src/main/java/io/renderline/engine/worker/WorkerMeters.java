package io.renderline.engine.worker;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.renderline.core.measure.BuildInfo;
import io.renderline.core.task.DevicePolicy;
import io.renderline.engine.device.DeviceDiscovery;
import io.renderline.engine.device.HostGraphics;
import io.renderline.engine.settings.WorkerSettings;

/** What this worker is: its version, its slots, and the GPUs that it should and does have. */
final class WorkerMeters implements MeterBinder {
    private final WorkerSettings settings;
    private final DeviceDiscovery devices;
    private final int onHost;

    WorkerMeters(WorkerSettings settings, DeviceDiscovery devices, HostGraphics host) {
        this.settings = settings;
        this.devices = devices;
        this.onHost = host.count();
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        BuildInfo.register(meters, WorkerMeters.class);
        settings.slots().forEach((queue, slots) -> Gauge.builder("renderline.worker.slots", () -> slots.with(usable()))
                .description("Batches that this worker runs at once").tag("queue", queue.label()).register(meters));
        Gauge.builder("renderline.worker.usable.gpus", this::usable).description("GPUs that Blender finds")
                .register(meters);
        Gauge.builder("renderline.worker.retired.gpus", this::retired)
                .description("GPUs that have failed and are not used until the worker is started again")
                .register(meters);
        Gauge.builder("renderline.worker.gpu.expected", this::expected)
                .description("1: this host has a GPU, and the worker may use it").register(meters);
    }

    private int usable() {
        return devices.isDone()
                ? devices.found().inService().size()
                : 0;
    }

    private int retired() {
        return devices.isDone() ? devices.found().retired().size() : 0;
    }

    private int expected() {
        return settings.device() != DevicePolicy.CPU && Math.max(onHost, usable()) > 0 ? 1 : 0;
    }
}
