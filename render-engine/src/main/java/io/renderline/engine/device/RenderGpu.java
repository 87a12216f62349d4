package io.renderline.engine.device;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.renderline.core.message.DeviceUsed;
import io.renderline.engine.process.EngineAnswer;

/** One GPU of this host as this worker uses it: by one backend, the best that the card has. */
public final class RenderGpu {
    private static final Logger LOG = LoggerFactory.getLogger(RenderGpu.class);

    private final EngineAnswer.Device device;
    private final DeviceLock lock;
    private int users;
    private @Nullable String failure;

    RenderGpu(EngineAnswer.Device device, Path lockFolder) throws IOException {
        this.device = device;
        this.lock = new HostWideLock(lockFolder, card(device));
    }

    /** The card that a device is, whatever the backend: OptiX and CUDA name one and the same card by two ids. */
    static String card(EngineAnswer.Device device) {
        return device.id().replaceFirst("_OptiX$", "");
    }

    /** Names the card on this host; holds its address on the bus. */
    public String card() {
        return card(device);
    }

    /** Cycles' name for it. */
    public String id() {
        return device.id();
    }

    /** The name that its driver gives it. */
    public String name() {
        return device.name();
    }

    DeviceLock lock() {
        return lock;
    }

    DeviceUsed described() {
        return RenderDevices.described(device);
    }

    /** Why it is used no more, if so. */
    synchronized Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    synchronized void retire(String reason) {
        if (failure == null) {
            LOG.error("{} ({}) is out of service until this worker is started again: {}", name(), card(), reason);
            failure = reason;
        }
    }

    synchronized void enter() {
        users++;
    }

    synchronized void leave() {
        users--;
    }

    /** How many tasks of this worker are at it or wait for it. */
    synchronized int users() {
        return users;
    }

    /** Whether a task would have to wait for it, be it for one of another worker. */
    boolean isBusy() {
        if (users() > 0) {
            return true;
        }
        try {
            return !lock.isFree();
        } catch (IOException e) {
            LOG.warn("Whether {} is free cannot be told", name(), e);
            return false;
        }
    }
}
