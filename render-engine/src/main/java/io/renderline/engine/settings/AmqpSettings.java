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
public record AmqpSettings(@Nullable String url, @DefaultValue("10s") Duration confirmTimeout) {
    private static final String HINT = " Set RENDERLINE_AMQP_URL to amqp://user:password@host:port.";

    public AmqpSettings {
        String scheme = SettingRules.url("renderline.amqp.url", url, HINT).getScheme();
        SettingRules.require("amqp".equals(scheme) || "amqps".equals(scheme),
                "renderline.amqp.url has the scheme '" + scheme + "'; it must be amqp or amqps." + HINT);
        SettingRules.positive("renderline.amqp.confirm-timeout", confirmTimeout);
    }

    /** The broker's URL. */
    public URI address() {
        return SettingRules.url("renderline.amqp.url", url, HINT);
    }
}
