package io.renderline.core.blob;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Opens the blob store that a URL names. */
public final class BlobStores {
    /** What the URL of a store looks like. */
    public static final String FORMS = "file:/folder or " + S3Location.FORM;

    private BlobStores() {}

    /**
     * Opens a store.
     *
     * @param url {@code file:/folder}, which is made when it does not exist; or
     *        {@code s3://bucket/prefix?endpoint=…&region=…&pathStyle=…&spool=…}, of which the bucket must exist
     * @throws IllegalArgumentException as {@link #requireKnown}
     * @throws BlobStoreUnusableException when the store is there and cannot be used like this
     */
    public static BlobStore open(URI url) throws IOException {
        requireKnown(url);
        return "s3".equals(url.getScheme())
                ? S3BlobStore.open(S3Location.parse(url))
                : new FileSystemBlobStore(Path.of(url.getPath()));
    }

    /**
     * Checks a URL without opening anything.
     *
     * @throws IllegalArgumentException with a sentence when it names no kind of store that is known
     */
    public static void requireKnown(URI url) {
        if ("s3".equals(url.getScheme())) {
            S3Location.parse(url);
        } else if (!"file".equals(url.getScheme()) || url.getPath() == null) {
            throw new IllegalArgumentException(
                    "The blob store's URL is '" + url + "', which is no kind of store that is known");
        }
    }
}
