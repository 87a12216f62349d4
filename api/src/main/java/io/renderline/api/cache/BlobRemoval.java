package io.renderline.api.cache;

import java.io.IOException;
import java.util.List;

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
import io.renderline.core.key.Sha256;

/**
 * Removes the bytes of evicted files, a while after they were evicted. A worker that had found the task done before its memo
 * went has reported that by then, or its task still lives; either keeps the bytes.
 */
@Component
class BlobRemoval {
    private static final Logger LOG = LoggerFactory.getLogger(BlobRemoval.class);
    private static final int BATCH = 1000;

    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final BlobLock lock;
    private final BlobStore blobs;
    private final CacheLimit limit;

    BlobRemoval(JdbcClient sql, TransactionTemplate transaction, BlobLock lock, BlobStore blobs, CacheLimit limit) {
        this.sql = sql;
        this.transaction = transaction;
        this.lock = lock;
        this.blobs = blobs;
        this.limit = limit;
    }

    /** Removes what is due. */
    @Scheduled(fixedDelayString = "${renderline.cache.interval:1m}")
    void removeDue() {
        try {
            List<Sha256> due = sql.sql("""
                    SELECT sha256 FROM removable_blob WHERE evicted_at < clock_timestamp() - make_interval(secs => ?)
                    ORDER BY evicted_at LIMIT ?""").param(limit.grace().toMillis() / 1000.0).param(BATCH)
                    .query((row, number) -> new Sha256(row.getString(1))).list();
            for (Sha256 blob : due) {
                remove(blob);
            }
        } catch (DataAccessException | TransactionException | IOException e) {
            LOG.warn("Evicted files could not be removed now: {}", e.getMessage());
        }
    }

    /** Under the lock, nobody registers an upload of the same bytes between the look and the removal. */
    private void remove(Sha256 blob) throws IOException {
        IOException[] failure = new IOException[1];
        transaction.executeWithoutResult(status -> {
            lock.hold(blob);
            if (!isNeeded(blob)) {
                try {
                    blobs.remove(blob);
                } catch (IOException e) {
                    failure[0] = e;
                    status.setRollbackOnly();
                    return;
                }
            }
            sql.sql("DELETE FROM removable_blob WHERE sha256 = ?").param(blob.hex()).update();
        });
        if (failure[0] != null) {
            throw failure[0];
        }
    }

    /** An asset has these bytes, or a task may be storing them at this moment. */
    private boolean isNeeded(Sha256 blob) {
        return sql.sql("""
                SELECT EXISTS (SELECT FROM media_asset WHERE sha256 = :blob AND cache_key IS NULL)
                    OR EXISTS (SELECT FROM media_asset a WHERE a.sha256 = :blob AND a.cache_key IS NOT NULL
                               AND (a.lost_at IS NULL OR EXISTS (SELECT FROM task t WHERE t.cache_key = a.cache_key
                                    AND t.state IN ('BLOCKED', 'READY', 'QUEUED', 'RUNNING'))))""")
                .param("blob", blob.hex()).query(Boolean.class).single();
    }
}
