package io.renderline.api;

import java.util.Objects;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.renderline.api.tasks.TaskProgression;
import io.renderline.core.blob.BlobStore;

/** What tests get injected besides the application's own beans. */
@TestConfiguration(proxyBeanMethods = false)
class TestBeans {
    @Bean
    @Lazy
    ApiClient apiClient(WebServerApplicationContext context) {
        return new ApiClient(Objects.requireNonNull(context.getWebServer()).getPort());
    }

    @Bean
    PretendedWorker pretendedWorker(JdbcClient sql, TaskProgression progression, BlobStore blobs) {
        return new PretendedWorker(sql, progression, blobs);
    }
}
