package io.renderline.api.cache;

import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

import io.renderline.api.media.BlobLock;
import io.renderline.core.blob.BlobStore;
import io.renderline.core.blob.StoreEntry;
import io.renderline.core.key.Sha256;

/**
 * Removes the bytes of evicted and orphaned files, a while after they were noted down. A worker that had found the task done
 * before its memo went has reported that by then, or its task still lives; either keeps the bytes. What was removed is
 * remembered for {@link RemovedOutputs}.
 */
@Component
class BlobRemoval {
    private static final Logger LOG = LoggerFactory.getLogger(BlobRemoval.class);
    private static final int BATCH = 1000;

    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final BlobLock lock;
    private final NamedBlobs named;
    private final BlobStore blobs;
    private final CacheLimit limit;
    private final CacheMeters meters;

    BlobRemoval(JdbcClient sql, TransactionTemplate transaction, BlobLock lock, NamedBlobs named, BlobStore blobs,
            CacheLimit limit, CacheMeters meters) {
        this.sql = sql;
        this.transaction = transaction;
        this.lock = lock;
        this.named = named;
        this.blobs = blobs;
        this.limit = limit;
        this.meters = meters;
    }

    /** Removes what is due. */
    @Scheduled(fixedDelayString = "${renderline.cache.interval:1m}")
    void removeDue() {
        try {
            sql.sql("DELETE FROM removable_blob WHERE removed_at < clock_timestamp() - make_interval(secs => ?)")
                    .param(limit.orphanGrace().toMillis() / 1000.0).update();
            List<Sha256> due = sql.sql("""
                    SELECT sha256 FROM removable_blob
                    WHERE removed_at IS NULL AND evicted_at < clock_timestamp() - make_interval(secs => ?)
                    ORDER BY evicted_at LIMIT ?""").param(limit.grace().toMillis() / 1000.0).param(BATCH)
                    .query((row, number) -> new Sha256(row.getString(1))).list();
            for (Sha256 blob : due) {
                remove(blob);
            }
        } catch (DataAccessException | TransactionException | IOException e) {
            LOG.warn("Evicted and orphaned files could not be removed now: {}", e.getMessage());
        }
    }

    /** Under the lock, nobody registers these bytes between the look and the removal. */
    private void remove(Sha256 blob) throws IOException {
        IOException[] failure = new IOException[1];
        transaction.executeWithoutResult(status -> {
            lock.hold(blob);
            Optional<Noted> noted = noted(blob);
            if (noted.isEmpty()) {
                return;
            }
            try {
                Optional<StoreEntry<Sha256>> stored = blobs.entry(blob);
                if (isNeeded(blob, stored, noted.get())) {
                    sql.sql("DELETE FROM removable_blob WHERE sha256 = ?").param(blob.hex()).update();
                    return;
                }
                blobs.remove(blob);
                sql.sql("UPDATE removable_blob SET removed_at = clock_timestamp() WHERE sha256 = ?").param(blob.hex())
                        .update();
                if (noted.get().orphaned()) {
                    meters.orphanRemoved(stored.map(StoreEntry::sizeBytes).orElse(0L));
                }
            } catch (IOException e) {
                failure[0] = e;
                status.setRollbackOnly();
            }
        });
        if (failure[0] != null) {
            throw failure[0];
        }
    }

    /** It is named again, or was stored again: whoever did that may not have reported it yet. */
    private boolean isNeeded(Sha256 blob, Optional<StoreEntry<Sha256>> stored, Noted noted) {
        return named.unnamed(List.of(blob)).isEmpty()
                || stored.filter(entry -> entry.storedAt().isAfter(noted.at())).isPresent();
    }

    /**
     * A blob as it was noted down.
     *
     * @param at what was stored after this is left
     */
    private record Noted(Instant at, boolean orphaned) {}

    /** Another api may have removed it meanwhile. */
    private Optional<Noted> noted(Sha256 blob) {
        return sql.sql("""
                SELECT coalesce(stored_at, evicted_at) AS at, stored_at IS NOT NULL AS orphaned FROM removable_blob
                WHERE sha256 = ? AND removed_at IS NULL""").param(blob.hex())
                .query((row, number) -> new Noted(row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getBoolean("orphaned")))
                .optional();
    }
}
