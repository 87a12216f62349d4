package io.renderline.api.media;

import java.io.IOException;
import java.util.UUID;

/** The bytes of an asset are missing in the blob store, or other ones than its hash names. */
public final class LostContentException extends IOException {
    private static final long serialVersionUID = 1L;

    LostContentException(UUID asset, IOException cause) {
        super("The bytes of asset " + asset + " are lost", cause);
    }
}
