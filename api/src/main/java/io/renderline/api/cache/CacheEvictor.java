package io.renderline.api.cache;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

import io.renderline.core.blob.BlobStore;
import io.renderline.core.media.AssetKind;

/**
 * Evicts intermediate files while there are more than there may be. What is evicted is no cache hit any more; its bytes go
 * later, see {@link BlobRemoval}. One api at a time evicts, so that two never take the same excess twice.
 */
@Component
class CacheEvictor {
    private static final Logger LOG = LoggerFactory.getLogger(CacheEvictor.class);
    private static final int BATCH = 100;
    private static final int SHARE = 100;

    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final CachedFiles files;
    private final BlobStore blobs;
    private final CacheLimit limit;
    private final CacheMeters meters;
    private final Clock clock;
    private volatile Instant next = Instant.EPOCH;

    CacheEvictor(JdbcClient sql, TransactionTemplate transaction, CachedFiles files, BlobStore blobs, CacheLimit limit,
            CacheMeters meters, Clock clock) {
        this.sql = sql;
        this.transaction = transaction;
        this.files = files;
        this.blobs = blobs;
        this.limit = limit;
        this.meters = meters;
        this.clock = clock;
    }

    /** Keeps the cache to its size, not so soon again that looking at it takes more than a hundredth of the time. */
    @Scheduled(fixedDelayString = "${renderline.cache.interval:1m}")
    void keepToSize() {
        if (clock.instant().isBefore(next)) {
            return;
        }
        try {
            while (evictSome()) {
                LOG.debug("The cache is still larger than it may be");
            }
        } catch (DataAccessException | TransactionException | IOException e) {
            LOG.warn("The cache could not be kept to its size now: {}", e.getMessage());
        }
    }

    /**
     * Evicts what was used longest ago, some files at a time.
     *
     * @return whether there may be more to evict
     */
    boolean evictSome() throws IOException {
        try {
            // Measured once more by the only one: what another has evicted in between is gone already.
            return Boolean.TRUE.equals(
                    transaction.execute(status -> measureExcess() > 0 && isOnlyOne() && evict(measureExcess())));
        } catch (MemoNotRemovedException e) {
            throw e.getCause();
        }
    }

    /** By how many bytes the cache is larger than it may be. */
    private long measureExcess() {
        Instant begun = clock.instant();
        Map<AssetKind, Long> sizes = files.sizes();
        Instant done = clock.instant();
        next = done.plus(Duration.between(begun, done).multipliedBy(SHARE));
        meters.measured(sizes);
        return sizes.values().stream().mapToLong(Long::longValue).sum() - limit.maxSize().toBytes();
    }

    private boolean isOnlyOne() {
        return sql.sql("SELECT pg_try_advisory_xact_lock(hashtext('renderline.cache'))").query(Boolean.class).single();
    }

    private boolean evict(long excess) {
        List<CachedFiles.Candidate> going = new ArrayList<>();
        List<UUID> used = new ArrayList<>();
        long freed = 0;
        for (CachedFiles.Candidate candidate : files.lockOldest(BATCH)) {
            if (candidate.usedSince()) {
                used.add(candidate.id());
            } else if (used.isEmpty() && freed < excess) {
                // Behind one that was used since the order is not known: it is read again first
                going.add(candidate);
                freed += candidate.sizeBytes();
            }
        }
        if (!used.isEmpty()) {
            files.used(used);
        }
        if (!going.isEmpty()) {
            files.evict(going.stream().map(CachedFiles.Candidate::id).toList());
            going.forEach(this::removeMemo);
            meters.evicted(going);
            LOG.info("{} intermediate files of {} bytes are evicted", going.size(), freed);
        }
        return freed < excess && !(used.isEmpty() && going.isEmpty());
    }

    /** Before it is committed: no worker may find that the task is done when its output is on its way out. */
    private void removeMemo(CachedFiles.Candidate evicted) {
        try {
            blobs.removeMemo(evicted.key());
        } catch (IOException e) {
            throw new MemoNotRemovedException(e);
        }
    }

    /** Rolls back what was evicted. */
    private static final class MemoNotRemovedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final IOException cause;

        MemoNotRemovedException(IOException cause) {
            super(cause);
            this.cause = cause;
        }

        @Override
        public synchronized IOException getCause() {
            return cause;
        }
    }
}
