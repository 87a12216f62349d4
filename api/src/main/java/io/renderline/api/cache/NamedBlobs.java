package io.renderline.api.cache;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.renderline.core.key.Sha256;
import io.renderline.core.message.MessageJson;

/**
 * Which contents the database names: those of uploads, of what was made and is not lost, and whatever a task that still lives
 * may be storing at this moment, or has stored and not reported yet.
 */
@Component
class NamedBlobs {
    private static final String LIVE = "('BLOCKED', 'READY', 'QUEUED', 'RUNNING')";

    private final JdbcClient sql;

    NamedBlobs(JdbcClient sql) {
        this.sql = sql;
    }

    /** Those of {@code blobs} that nothing names. */
    Set<Sha256> unnamed(Collection<Sha256> blobs) {
        return new HashSet<>(sql.sql("""
                SELECT b.sha256 FROM jsonb_array_elements_text(?::jsonb) AS b(sha256)
                WHERE NOT EXISTS (
                    SELECT FROM media_asset a WHERE a.sha256 = b.sha256 AND (a.cache_key IS NULL OR a.lost_at IS NULL
                        OR EXISTS (SELECT FROM task t WHERE t.cache_key = a.cache_key AND t.state IN %1$s)))
                  AND NOT EXISTS (
                    SELECT FROM unreported_blob u JOIN task t ON t.cache_key = u.cache_key AND t.state IN %1$s
                    WHERE u.sha256 = b.sha256)""".formatted(LIVE))
                .param(new String(MessageJson.write(blobs), StandardCharsets.UTF_8))
                .query((row, number) -> new Sha256(row.getString(1))).list());
    }
}
