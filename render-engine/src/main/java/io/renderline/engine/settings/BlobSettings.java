package io.renderline.engine.settings;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import io.renderline.core.blob.BlobStores;

/**
 * The blob store, the same one that the api has.
 *
 * @param url {@code file:/folder} or {@code s3://bucket/prefix?endpoint=…}
 */
public record BlobSettings(@Nullable String url) {
    private static final String HINT = " Set RENDERLINE_BLOB_URL to the store that the api has, " + BlobStores.FORMS
            + ".";

    public BlobSettings {
        URI address = SettingRules.url("renderline.blob.url", url, HINT);
        try {
            BlobStores.requireKnown(address);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException("renderline.blob.url is wrong: " + e.getMessage() + "." + HINT);
        }
    }

    /** The store's URL. */
    public URI address() {
        return SettingRules.url("renderline.blob.url", url, HINT);
    }
}
