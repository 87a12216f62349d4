package io.renderline.api.media;

import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.renderline.core.blob.BlobStore;
import io.renderline.core.blob.StoredBlob;
import io.renderline.core.media.SourceFormat;

/** All stored files. */
@Service
public class MediaCatalog {
    private final MediaAssetRepository assets;
    private final BlobLock lock;
    private final BlobStore blobs;
    private final Clock clock;

    MediaCatalog(MediaAssetRepository assets, BlobLock lock, BlobStore blobs, Clock clock) {
        this.assets = assets;
        this.lock = lock;
        this.blobs = blobs;
        this.clock = clock;
    }

    /** The asset with this id. */
    public Optional<MediaAsset> find(UUID id) {
        return assets.findById(id).map(MediaAssetEntity::toAsset);
    }

    /** Notes that an asset's bytes were found missing or damaged: from now on it is not taken for made already. */
    void lost(MediaAsset asset) {
        assets.markLost(asset.id(), asset.sha256().hex(), clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /**
     * The asset of an upload.
     *
     * @param isNew whether its bytes were not known before
     */
    record Registration(MediaAsset asset, boolean isNew) {}

    /**
     * Registers an uploaded file once, however many uploads of the same bytes end at the same time. What was lost of these
     * bytes is there again.
     *
     * @throws IOException when the blob is not in the store
     */
    @Transactional
    Registration register(StoredBlob blob, SourceFormat format, @Nullable String filename) throws IOException {
        // A file that a task made may have the same bytes, and be on its way out of the cache
        lock.hold(blob.hash());
        if (blobs.size(blob.hash()).orElse(-1) != blob.sizeBytes()) {
            throw new IOException("Blob " + blob.hash() + " was removed while it was uploaded");
        }
        assets.markFound(blob.hash().hex());
        int inserted = assets.registerSource(UUID.randomUUID(), blob.hash().hex(), format.kind().label(),
                format.mimeType(), blob.sizeBytes(), filename, clock.instant().truncatedTo(ChronoUnit.MICROS));
        MediaAsset asset = assets.findBySha256AndCacheKeyIsNull(blob.hash().hex()).orElseThrow().toAsset();
        return new Registration(asset, inserted == 1);
    }
}
