package io.renderline.core.blob;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Opens the blob store that a URL names. */
public final class BlobStores {
    private BlobStores() {}

    /**
     * Opens a store.
     *
     * @param url {@code file:/folder}; the folder is made when it does not exist
     * @throws IllegalArgumentException when the URL names no kind of store that is known
     */
    public static BlobStore open(URI url) throws IOException {
        if (!"file".equals(url.getScheme())) {
            throw new IllegalArgumentException("The blob store's URL is '" + url
                    + "'; it must be file:/folder. Set RENDERLINE_BLOB_URL.");
        }
        return new FileSystemBlobStore(Path.of(url.getPath()));
    }
}
