package io.renderline.api.cache;

import java.io.IOException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

import io.renderline.core.blob.BlobStore;
import io.renderline.core.blob.StoreEntry;
import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;

/**
 * Goes through the blob store, a page at a time, for what nothing names: of workers that died between storing and reporting,
 * of uploads that were not committed, of tasks that failed. First all memos, then all blobs, since a memo that stays may name
 * a blob. One api at a time searches; another one goes on where it stopped.
 */
@Component
class OrphanSearch {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanSearch.class);
    /** So that what is old enough is found soon after, and a small store is not listed all the time. */
    private static final int SEARCHES_PER_GRACE = 24;
    /** Each memo of a page may take a request to remove it, and the transaction lasts as long. */
    private static final int PAGE = 500;

    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final StoreClaim claim;
    private final OrphanedMemos memos;
    private final OrphanedBlobs orphans;
    private final BlobStore store;
    private final CacheLimit limit;
    private final CacheMeters meters;
    private final Clock clock;

    OrphanSearch(JdbcClient sql, TransactionTemplate transaction, StoreClaim claim, OrphanedMemos memos,
            OrphanedBlobs orphans, BlobStore store, CacheLimit limit, CacheMeters meters, Clock clock) {
        this.sql = sql;
        this.transaction = transaction;
        this.claim = claim;
        this.memos = memos;
        this.orphans = orphans;
        this.store = store;
        this.limit = limit;
        this.meters = meters;
        this.clock = clock;
    }

    private enum Among {
        MEMOS, BLOBS, NOTHING
    }

    /**
     * How far a search has come.
     *
     * @param begunAt what was stored less than the grace before this is left to a later search: a memo of it may be written
     *        when the memos have been looked through
     * @param after the name behind which it goes on
     */
    private record Progress(Instant begunAt, Among among, @Nullable String after) {
        <N> @Nullable N behind(Function<String, N> name) {
            return after == null ? null : name.apply(after);
        }

        /** A page that is not full is the last one. */
        Progress behind(List<? extends StoreEntry<?>> page, int most, Among then) {
            return page.size() < most
                    ? new Progress(begunAt, then, null)
                    : new Progress(begunAt, among, page.getLast().name().toString());
        }
    }

    /** Looks through one page. */
    @Scheduled(fixedDelayString = "${renderline.cache.orphan-interval:10s}")
    void goOn() {
        goOn(PAGE);
    }

    void goOn(int most) {
        try {
            IOException[] failure = new IOException[1];
            transaction.executeWithoutResult(status -> held().ifPresent(progress -> {
                try {
                    Progress next = next(progress, most);
                    if (!next.equals(progress)) {
                        write(next);
                    }
                } catch (IOException e) {
                    failure[0] = e;
                    status.setRollbackOnly();
                }
            }));
            if (failure[0] != null) {
                throw failure[0];
            }
        } catch (DataAccessException | TransactionException | IOException e) {
            LOG.warn("Orphaned files cannot be looked for now: {}", e.getMessage());
        }
    }

    private Progress next(Progress progress, int most) throws IOException {
        Duration grace = limit.orphanGrace();
        Instant before = progress.begunAt().minus(grace);
        return switch (progress.among()) {
            case NOTHING -> {
                Instant now = clock.instant();
                if (now.isBefore(progress.begunAt().plus(grace.dividedBy(SEARCHES_PER_GRACE)))) {
                    yield progress;
                }
                if (!claim.holds()) {
                    yield new Progress(now, Among.NOTHING, null);
                }
                removeUnfinished(now.minus(grace));
                memos.forgetReported();
                yield new Progress(now, Among.MEMOS, null);
            }
            case MEMOS -> {
                List<StoreEntry<CacheKey>> page = store.memos(progress.behind(CacheKey::new), most);
                memos.look(page, before);
                yield progress.behind(page, most, Among.BLOBS);
            }
            case BLOBS -> {
                List<StoreEntry<Sha256>> page = store.blobs(progress.behind(Sha256::new), most);
                orphans.look(page, before);
                yield progress.behind(page, most, Among.NOTHING);
            }
        };
    }

    private void removeUnfinished(Instant before) throws IOException {
        int files = store.removeUnfinished(before);
        if (files > 0) {
            LOG.info("{} files that were never stored to their end are removed", files);
            meters.unfinishedRemoved(files);
        }
    }

    /** Empty while another api searches. */
    private Optional<Progress> held() {
        return sql.sql("SELECT begun_at, among, after FROM orphan_search FOR UPDATE SKIP LOCKED")
                .query((row, number) -> new Progress(row.getObject("begun_at", OffsetDateTime.class).toInstant(),
                        Among.valueOf(row.getString("among")), row.getString("after")))
                .optional();
    }

    private void write(Progress progress) {
        sql.sql("UPDATE orphan_search SET begun_at = ?, among = ?, after = ?")
                .param(progress.begunAt().atOffset(ZoneOffset.UTC)).param(progress.among().name())
                .param(3, progress.after(), Types.VARCHAR).update();
    }
}
