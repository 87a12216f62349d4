package io.renderline.api.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where everything is that the api needs. A blank value counts as none.
 *
 * @param home the folder of everything that Renderline keeps; {@code RENDERLINE_HOME}
 * @param db the database
 * @param amqp the broker
 * @param blob the blob store
 * @param upload limits of uploads
 */
@ConfigurationProperties("renderline")
public record RenderlineSettings(String home, @DefaultValue Db db, @DefaultValue Amqp amqp, @DefaultValue Blob blob,
        @DefaultValue Upload upload) {
    public RenderlineSettings {
        if (home.isBlank()) {
            throw new SettingException("renderline.home is blank.",
                    "Set RENDERLINE_HOME to a folder, or leave it away for ~/.renderline.");
        }
    }

    /** The folder of everything that Renderline keeps, absolute. */
    public Path homeFolder() {
        String path = home.startsWith("~/") ? System.getProperty("user.home") + home.substring(1) : home;
        return Path.of(path).toAbsolutePath().normalize();
    }

    /** The blob store's URL; {@code blobs} in the home folder when none is set. */
    public URI blobUrl() {
        return blob.address().orElseGet(() -> homeFolder().resolve("blobs").toUri());
    }

    /**
     * The database.
     *
     * @param url {@code postgresql://user:password@host:port/database} or {@code jdbc:postgresql:…}; the embedded server
     *        when none is set; {@code RENDERLINE_DB_URL}
     */
    public record Db(@Nullable String url) {
        public Db {
            if (url != null && !url.isBlank()) {
                DatabaseAddress.parse(url);
            }
        }

        /** The server that was named, if one was. */
        public Optional<DatabaseAddress> address() {
            return Optional.ofNullable(url).filter(named -> !named.isBlank()).map(DatabaseAddress::parse);
        }
    }

    /**
     * The broker.
     *
     * @param url {@code amqp://user:password@host:port/vhost}; {@code RENDERLINE_AMQP_URL}
     */
    public record Amqp(@Nullable String url) {
        public Amqp {
            Addresses.parseAmqp(url);
        }

        /** The broker's address. */
        public URI address() {
            return Addresses.parseAmqp(url);
        }
    }

    /**
     * The blob store.
     *
     * @param url {@code file:/folder} or {@code s3://bucket/prefix?endpoint=…}; {@code RENDERLINE_BLOB_URL}
     */
    public record Blob(@Nullable String url) {
        public Blob {
            Addresses.parseBlobStore(url);
        }

        Optional<URI> address() {
            return Addresses.parseBlobStore(url);
        }
    }

    /**
     * Limits of uploads.
     *
     * @param maxBytes the size of the largest file that is taken, bytes; {@code RENDERLINE_UPLOAD_MAX_BYTES}
     */
    public record Upload(@DefaultValue("2147483648") long maxBytes) {
        public Upload {
            if (maxBytes < 1) {
                throw new SettingException("renderline.upload.max-bytes is " + maxBytes + "; it must be at least 1.",
                        "Set RENDERLINE_UPLOAD_MAX_BYTES to a number of bytes, or leave it away for 2147483648 (2 GiB).");
            }
        }
    }
}
