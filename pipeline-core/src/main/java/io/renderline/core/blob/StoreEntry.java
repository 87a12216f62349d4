package io.renderline.core.blob;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What lies in a store under a name.
 *
 * @param name the hash of a blob or the cache key of a memo
 * @param storedAt when it was last stored, by the store's own clock, in whole seconds
 */
public record StoreEntry<N>(N name, long sizeBytes, Instant storedAt) {
    public StoreEntry {
        // Not all answers of S3 have more
        storedAt = storedAt.truncatedTo(ChronoUnit.SECONDS);
    }
}
