package io.renderline.api.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.renderline.api.settings.RenderlineSettings;
import io.renderline.api.settings.SettingException;
import io.renderline.core.blob.BlobStore;
import io.renderline.core.blob.BlobStoreUnusableException;
import io.renderline.core.blob.BlobStores;

/** The blob store, and whether it can be written. */
@Configuration(proxyBeanMethods = false)
class BlobConfiguration {
    private static final byte[] PROBE = "Renderline can write here.\n".getBytes(StandardCharsets.UTF_8);

    @Bean
    BlobStore blobStore(RenderlineSettings settings) {
        try {
            return BlobStores.open(settings.blobUrl());
        } catch (BlobStoreUnusableException e) {
            throw new SettingException(String.valueOf(e.getMessage()),
                    "RENDERLINE_BLOB_URL is " + settings.blobUrl() + ".");
        } catch (IOException e) {
            throw new SettingException(
                    "The blob store at " + settings.blobUrl() + " cannot be opened: " + e.getMessage()
                            + ".",
                    "Make the folder writable, or set RENDERLINE_BLOB_URL to another one.");
        }
    }

    /** Writes the same few bytes each time, so that one small blob is all that it leaves. */
    @Bean
    HealthIndicator blobStoreHealthIndicator(BlobStore blobs) {
        return () -> {
            try {
                blobs.put(new ByteArrayInputStream(PROBE), PROBE.length);
                return Health.up().build();
            } catch (IOException e) {
                return Health.down(e).build();
            }
        };
    }
}
