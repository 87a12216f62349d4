package io.renderline.core.blob;

import java.io.IOException;

/** The blob store cannot be used now; it may be soon. The message is a sentence for an operator. */
public final class BlobStoreUnavailableException extends IOException {
    private static final long serialVersionUID = 1L;

    BlobStoreUnavailableException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
