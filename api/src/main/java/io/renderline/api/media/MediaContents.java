package io.renderline.api.media;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import io.renderline.core.blob.BlobNotFoundException;
import io.renderline.core.blob.BlobStore;
import io.renderline.core.key.Sha256;

/** Gives stored files out as parts of something larger, each checked by its hash. */
@Component
public class MediaContents {
    private static final Logger LOG = LoggerFactory.getLogger(MediaContents.class);
    private static final int BUFFER_BYTES = 128 * 1024;

    private final BlobStore blobs;
    private final MediaCatalog catalog;

    MediaContents(BlobStore blobs, MediaCatalog catalog) {
        this.blobs = blobs;
        this.catalog = catalog;
    }

    /**
     * Writes an asset's bytes.
     *
     * @throws LostContentException when they are missing, or other ones than the hash names; some were written then. The asset is
     *         known as lost from then on
     */
    public void copy(UUID id, OutputStream out) throws IOException {
        MediaAsset asset = catalog.find(id).orElseThrow();
        MessageDigest digest = Sha256.newDigest();
        try (InputStream in = blobs.open(asset.sha256())) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                out.write(buffer, 0, read);
            }
        } catch (BlobNotFoundException e) {
            throw lost(asset, e);
        }
        if (!Sha256.finish(digest).equals(asset.sha256())) {
            throw lost(asset, new DamagedBlobException(asset.sha256()));
        }
    }

    /** The bytes of a small asset, as {@link #copy} writes them. */
    public byte[] read(UUID id) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        copy(id, bytes);
        return bytes.toByteArray();
    }

    private LostContentException lost(MediaAsset asset, IOException why) {
        LOG.warn("Asset {} is lost: {}", asset.id(), why.getMessage());
        catalog.lost(asset);
        return new LostContentException(asset.id(), why);
    }
}
