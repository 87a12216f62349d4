package io.renderline.core.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;

import io.renderline.core.key.Sha256;

/** Copies a stream while hashing it. */
final class HashedCopy {
    private static final int BUFFER_BYTES = 128 * 1024;

    private HashedCopy() {}

    /**
     * Copies all of {@code in}, or fails.
     *
     * @throws BlobTooLargeException when {@code in} holds more than {@code maxBytes}
     */
    static StoredBlob copy(InputStream in, OutputStream out, long maxBytes) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        byte[] buffer = new byte[BUFFER_BYTES];
        long size = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            size += read;
            if (size > maxBytes) {
                throw new BlobTooLargeException(maxBytes);
            }
            digest.update(buffer, 0, read);
            out.write(buffer, 0, read);
        }
        return new StoredBlob(Sha256.finish(digest), size);
    }
}
