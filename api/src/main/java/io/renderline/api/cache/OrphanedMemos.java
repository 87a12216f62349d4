package io.renderline.api.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.renderline.core.blob.BlobStore;
import io.renderline.core.blob.StoreEntry;
import io.renderline.core.key.CacheKey;
import io.renderline.core.message.MessageJson;
import io.renderline.core.message.OutputFile;
import io.renderline.core.message.TaskResult;

/**
 * Removes memos of tasks that nobody waits for and whose outputs are no files that are there. Takes down which blobs those of
 * live tasks name: their successes were not heard of yet.
 */
@Component
class OrphanedMemos {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanedMemos.class);

    private final JdbcClient sql;
    private final BlobStore store;
    private final CacheMeters meters;

    OrphanedMemos(JdbcClient sql, BlobStore store, CacheMeters meters) {
        this.sql = sql;
        this.store = store;
        this.meters = meters;
    }

    private enum Use {
        LIVE, MADE, NONE
    }

    /**
     * Looks through a page.
     *
     * @param before only what was stored before this is removed
     */
    void look(List<StoreEntry<CacheKey>> page, Instant before) throws IOException {
        Map<CacheKey, Use> uses = usesOf(page.stream().map(StoreEntry::name).toList());
        int removed = 0;
        for (StoreEntry<CacheKey> memo : page) {
            Use use = uses.getOrDefault(memo.name(), Use.LIVE);
            if (use == Use.LIVE) {
                keepOutputs(memo.name());
            } else if (use == Use.NONE && memo.storedAt().isBefore(before)) {
                // A task that is begun at this moment may have found it: its outputs stay until it is reported
                store.removeMemo(memo.name());
                removed++;
            }
        }
        if (removed > 0) {
            LOG.info("{} memos of tasks that nobody waits for are removed", removed);
            meters.memosRemoved(removed);
        }
    }

    private Map<CacheKey, Use> usesOf(List<CacheKey> keys) {
        Map<CacheKey, Use> uses = new HashMap<>();
        sql.sql("""
                SELECT k.key, CASE
                    WHEN EXISTS (SELECT FROM task t WHERE t.cache_key = k.key
                                 AND t.state IN ('BLOCKED', 'READY', 'QUEUED', 'RUNNING')) THEN 'LIVE'
                    WHEN k.key = ? OR EXISTS (SELECT FROM media_asset a WHERE a.cache_key = k.key AND a.lost_at IS NULL) THEN 'MADE'
                    ELSE 'NONE' END AS use
                FROM jsonb_array_elements_text(?::jsonb) AS k(key)""")
                .param(StoreClaim.KEY.hex()).param(new String(MessageJson.write(keys), StandardCharsets.UTF_8))
                .query(row -> {
                    uses.put(new CacheKey(row.getString("key")), Use.valueOf(row.getString("use")));
                });
        return uses;
    }

    private void keepOutputs(CacheKey key) throws IOException {
        Optional<byte[]> memo = store.memo(key);
        if (memo.isEmpty()) {
            return;
        }
        try {
            for (OutputFile output : MessageJson.read(memo.get(), TaskResult.class).outputs()) {
                sql.sql("INSERT INTO unreported_blob (sha256, cache_key) VALUES (?, ?) ON CONFLICT DO NOTHING")
                        .param(output.hash().hex()).param(key.hex()).update();
            }
        } catch (IOException e) {
            // No worker reads it either
            LOG.debug("The memo of {} is damaged", key, e);
        }
    }

    /** Forgets the outputs of tasks that have ended. */
    void forgetReported() {
        sql.sql("""
                DELETE FROM unreported_blob u WHERE NOT EXISTS (SELECT FROM task t WHERE t.cache_key = u.cache_key
                    AND t.state IN ('BLOCKED', 'READY', 'QUEUED', 'RUNNING'))""").update();
    }
}
