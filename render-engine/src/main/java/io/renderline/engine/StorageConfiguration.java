package io.renderline.engine;

import java.io.IOException;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.micrometer.core.instrument.MeterRegistry;
import io.renderline.core.blob.BlobStore;
import io.renderline.core.blob.BlobStoreUnusableException;
import io.renderline.core.blob.BlobStores;
import io.renderline.core.measure.StorageMeters;
import io.renderline.engine.handler.OutputStore;
import io.renderline.engine.input.InputCache;
import io.renderline.engine.input.WorkDirectory;
import io.renderline.engine.settings.InvalidSettingException;
import io.renderline.engine.settings.RenderlineSettings;

/** The blob store, and the worker's folder on the local disk. */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {
    @Bean
    WorkDirectory workDirectory(RenderlineSettings settings) throws IOException {
        return WorkDirectory.open(settings.workDir());
    }

    @Bean
    BlobStore blobStore(RenderlineSettings settings) throws IOException {
        try {
            return BlobStores.open(settings.blob().address());
        } catch (BlobStoreUnusableException e) {
            throw new InvalidSettingException(String.valueOf(e.getMessage()));
        }
    }

    @Bean
    InputCache inputCache(BlobStore store, WorkDirectory workDirectory, RenderlineSettings settings)
            throws IOException {
        return new InputCache(store, workDirectory.root().resolve("inputs"), settings.inputCache().maxSize().toBytes());
    }

    @Bean
    OutputStore outputStore(BlobStore store, MeterRegistry meters) {
        return new OutputStore(store, new StorageMeters(meters));
    }
}
