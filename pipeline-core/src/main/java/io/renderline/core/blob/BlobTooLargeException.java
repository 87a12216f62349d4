package io.renderline.core.blob;

import java.io.IOException;

/** More bytes came than may be stored as one blob. */
public final class BlobTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long maxBytes;

    public BlobTooLargeException(long maxBytes) {
        super("More than " + maxBytes + " bytes");
        this.maxBytes = maxBytes;
    }

    public long maxBytes() {
        return maxBytes;
    }
}
