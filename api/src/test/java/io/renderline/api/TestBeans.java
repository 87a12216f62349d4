package io.renderline.api;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** What tests get injected besides the application's own beans. */
@TestConfiguration(proxyBeanMethods = false)
class TestBeans {
    @Bean
    @Lazy
    ApiClient apiClient(WebServerApplicationContext context) {
        return new ApiClient(java.util.Objects.requireNonNull(context.getWebServer()).getPort());
    }
}
