package io.renderline.engine.settings;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How devices are shared.
 *
 * @param lockDir the folder of the host-wide GPU locks; the same for all workers of a host. Unless set, it is
 *        {@code renderline-locks} in the system's folder for temporary files
 * @param cpuConcurrency how many views this worker renders on the CPU at once. One view uses every core while it samples,
 *        so two at once only make each later; a scene is loaded and a picture encoded beside it all the same. Bounded
 *        for each worker, not for the host, so that a thumbnail never waits for another worker's large picture.
 * @param warmUpTimeout how long a GPU may take for its first tiny picture, since its kernels may have to be compiled
 */
public record DeviceSettings(@Nullable Path lockDir,
        @DefaultValue("1") int cpuConcurrency, @DefaultValue("15m") Duration warmUpTimeout) {
    public DeviceSettings {
        SettingRules.atLeast("renderline.device.cpu-concurrency", cpuConcurrency, 1);
        SettingRules.positive("renderline.device.warm-up-timeout", warmUpTimeout);
    }

    @Override
    public Path lockDir() {
        return lockDir == null ? Path.of(System.getProperty("java.io.tmpdir"), "renderline-locks") : lockDir;
    }
}
