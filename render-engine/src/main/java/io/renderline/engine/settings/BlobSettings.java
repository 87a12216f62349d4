package io.renderline.engine.settings;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/**
 * The blob store, the same one that the api has.
 *
 * @param url {@code file:/folder}
 */
public record BlobSettings(@Nullable String url) {
    private static final String HINT = " Set RENDERLINE_BLOB_URL to the store that the api has, e.g. file:/folder.";

    public BlobSettings {
        SettingRules.url("renderline.blob.url", url, HINT);
    }

    /** The store's URL. */
    public URI address() {
        return SettingRules.url("renderline.blob.url", url, HINT);
    }
}
