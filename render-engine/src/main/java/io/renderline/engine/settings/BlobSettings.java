package io.renderline.engine.settings;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/**
 * The blob store, the same one that the api has.
 *
 * @param url {@code file:/folder}
 */
public record BlobSettings(@Nullable URI url) {
    private static final String HINT = " Set RENDERLINE_BLOB_URL to the store that the api has, e.g. file:/folder.";

    public BlobSettings {
        String scheme = SettingRules.given(url, "renderline.blob.url is not set." + HINT).getScheme();
        SettingRules.require(scheme != null, "renderline.blob.url is '" + url + "', no URL." + HINT);
    }

    @Override
    public URI url() {
        return SettingRules.given(url, "renderline.blob.url is not set." + HINT);
    }
}
