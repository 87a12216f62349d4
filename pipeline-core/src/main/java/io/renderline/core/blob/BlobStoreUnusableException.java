package io.renderline.core.blob;

import java.io.IOException;

/** The blob store cannot be used until its settings, or its own, are mended. The message is a sentence for an operator. */
public final class BlobStoreUnusableException extends IOException {
    private static final long serialVersionUID = 1L;

    BlobStoreUnusableException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
