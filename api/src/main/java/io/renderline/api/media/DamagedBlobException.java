package io.renderline.api.media;

import java.io.IOException;

import io.renderline.core.key.Sha256;

/** A blob's bytes do not have the hash that names them. */
final class DamagedBlobException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedBlobException(Sha256 hash) {
        super("The blob " + hash + " is damaged: its bytes have another hash");
    }
}
