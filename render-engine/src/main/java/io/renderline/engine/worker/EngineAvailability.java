package io.renderline.engine.worker;

import java.util.List;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

import io.renderline.engine.consume.BatchConsumers;
import io.renderline.engine.device.DeviceDiscovery;
import io.renderline.engine.process.Zygote;

/** Whether this worker can take work: its engines are up, and its consumers run. */
final class EngineAvailability implements HealthIndicator {
    private final List<Zygote> zygotes;
    private final DeviceDiscovery devices;
    private final BatchConsumers consumers;

    EngineAvailability(List<Zygote> zygotes, DeviceDiscovery devices, BatchConsumers consumers) {
        this.zygotes = List.copyOf(zygotes);
        this.devices = devices;
        this.consumers = consumers;
    }

    @Override
    public Health health() {
        boolean up = consumers.isConsuming();
        Health.Builder health = Health.unknown().withDetail("consuming", up).withDetail("devices", devices.phase());
        for (Zygote zygote : zygotes) {
            up &= zygote.isUp();
            health.withDetail(zygote.kind().title(), zygote.isUp() ? zygote.version().orElse("up") : "down");
        }
        return (up ? health.up() : health.outOfService()).build();
    }
}
