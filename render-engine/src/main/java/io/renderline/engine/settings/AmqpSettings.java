package io.renderline.engine.settings;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The broker.
 *
 * @param url {@code amqp://user:password@host:port/vhost}
 * @param confirmTimeout how long the broker may take to confirm an event before its batch is handed back
 */
public record AmqpSettings(@Nullable URI url, @DefaultValue("10s") Duration confirmTimeout) {
    private static final String HINT = " Set RENDERLINE_AMQP_URL to amqp://user:password@host:port.";

    public AmqpSettings {
        String scheme = SettingRules.given(url, "renderline.amqp.url is not set." + HINT).getScheme();
        SettingRules.require("amqp".equals(scheme) || "amqps".equals(scheme),
                "renderline.amqp.url has the scheme '" + scheme + "'; it must be amqp or amqps." + HINT);
        SettingRules.positive("renderline.amqp.confirm-timeout", confirmTimeout);
    }

    @Override
    public URI url() {
        return SettingRules.given(url, "renderline.amqp.url is not set." + HINT);
    }
}
