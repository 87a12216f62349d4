package io.renderline.core.blob;

import java.io.IOException;

import io.renderline.core.key.Sha256;

/** No blob with this hash lies in the store. */
public final class BlobNotFoundException extends IOException {
    private static final long serialVersionUID = 1L;

    public BlobNotFoundException(Sha256 hash) {
        super("No blob " + hash + " in the store");
    }
}
