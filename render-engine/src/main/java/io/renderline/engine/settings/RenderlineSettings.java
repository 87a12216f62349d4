package io.renderline.engine.settings;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * All that can be set for a worker, under {@code renderline}.
 *
 * @param workDir the folder for scratch files, downloaded inputs and the unpacked engine; its own for each worker
 * @param ffmpeg the executable that encodes films; unless set, the {@code ffmpeg} on the path
 */
@ConfigurationProperties("renderline")
public record RenderlineSettings(@DefaultValue AmqpSettings amqp, @DefaultValue BlobSettings blob,
        @Nullable Path workDir, @DefaultValue EngineSettings engine, @DefaultValue WorkerSettings worker,
        @DefaultValue PoolSettings pool, @DefaultValue DeviceSettings device,
        @DefaultValue InputCacheSettings inputCache, @Nullable Path ffmpeg,
        @DefaultValue StoragePatience storagePatience) {
    public RenderlineSettings {
        SettingRules.given(workDir, "renderline.work-dir is not set. Set RENDERLINE_WORK_DIR to a folder of this"
                + " worker's own, on a disk with room for a few models.");
        SettingRules.executable("renderline.ffmpeg", ffmpeg);
    }

    @Override
    public Path workDir() {
        return SettingRules.given(workDir, "renderline.work-dir is not set.");
    }
}
