package io.renderline.api.cache;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.renderline.core.blob.StoreEntry;
import io.renderline.core.key.Sha256;
import io.renderline.core.message.MessageJson;

/** Notes down for {@link BlobRemoval} which blobs nothing names. */
@Component
class OrphanedBlobs {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanedBlobs.class);

    private final JdbcClient sql;
    private final NamedBlobs named;

    OrphanedBlobs(JdbcClient sql, NamedBlobs named) {
        this.sql = sql;
        this.named = named;
    }

    private record Orphan(Sha256 sha256, Instant storedAt) {}

    /**
     * Looks through a page.
     *
     * @param before only what was stored before this is noted
     */
    void look(List<StoreEntry<Sha256>> page, Instant before) {
        List<StoreEntry<Sha256>> old = page.stream().filter(blob -> blob.storedAt().isBefore(before)).toList();
        Set<Sha256> unnamed = named.unnamed(old.stream().map(StoreEntry::name).toList());
        note(old.stream().filter(blob -> unnamed.contains(blob.name())).toList());
    }

    /** One that was evicted, or noted in an earlier search, and is not removed yet keeps its time. */
    private void note(List<StoreEntry<Sha256>> orphans) {
        if (orphans.isEmpty()) {
            return;
        }
        int noted = sql.sql("""
                INSERT INTO removable_blob (sha256, stored_at)
                SELECT sha256, "storedAt" FROM jsonb_to_recordset(?::jsonb) AS o(sha256 text, "storedAt" timestamptz)
                ORDER BY sha256
                ON CONFLICT (sha256) DO UPDATE SET evicted_at = excluded.evicted_at, stored_at = excluded.stored_at,
                    removed_at = NULL WHERE removable_blob.removed_at IS NOT NULL""")
                .param(new String(MessageJson.write(orphans.stream()
                        .map(blob -> new Orphan(blob.name(), blob.storedAt())).toList()), StandardCharsets.UTF_8))
                .update();
        if (noted > 0) {
            LOG.info("{} orphaned files are removed soon, of {} bytes", noted,
                    orphans.stream().mapToLong(StoreEntry::sizeBytes).sum());
        }
    }
}
