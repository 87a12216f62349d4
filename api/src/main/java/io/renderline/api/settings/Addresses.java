package io.renderline.api.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.renderline.core.blob.BlobStores;

/** Reads the URLs that are set. No message repeats a whole URL, since it may hold a password. */
final class Addresses {
    private static final String AMQP_FORM = "amqp://user:password@host:port/vhost";

    private Addresses() {}

    static URI parse(String property, String value, String form) {
        try {
            return new URI(value);
        } catch (URISyntaxException e) {
            throw new SettingException(property + " is not a URL: " + e.getReason() + " at character " + e.getIndex()
                    + ".", "It has the form " + form + "; special characters in a password are percent-encoded.");
        }
    }

    static URI parseAmqp(@Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new SettingException("No message broker is set.",
                    "Set RENDERLINE_AMQP_URL to " + AMQP_FORM + "; ./renderline up does that for you.");
        }
        URI url = parse("renderline.amqp.url", value, AMQP_FORM);
        boolean known = "amqp".equals(url.getScheme()) || "amqps".equals(url.getScheme());
        if (!known || url.getHost() == null) {
            throw new SettingException("renderline.amqp.url is not the address of a RabbitMQ.",
                    "Set RENDERLINE_AMQP_URL to " + AMQP_FORM + ".");
        }
        return url;
    }

    static Optional<URI> parseBlobStore(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        URI url = parse("renderline.blob.url", value, BlobStores.FORMS);
        try {
            BlobStores.requireKnown(url);
        } catch (IllegalArgumentException e) {
            throw new SettingException("renderline.blob.url is wrong: " + e.getMessage() + ".",
                    "Set RENDERLINE_BLOB_URL to " + BlobStores.FORMS + ", or leave it away.");
        }
        return Optional.of(url);
    }
}
