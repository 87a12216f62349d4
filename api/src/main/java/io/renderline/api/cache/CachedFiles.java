package io.renderline.api.cache;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;
import io.renderline.core.media.AssetKind;

/**
 * The intermediate files among all media assets. Not among them is what was asked for: a GLB or a frame that a job has
 * delivered, or the geometry of a product as it is now; nor a frame of which no film is there: whoever asks for the film again
 * goes on with what was rendered of it.
 */
@Component
class CachedFiles {
    /** The kinds of files that can be made again, and that nobody has asked for. */
    static final List<AssetKind> KINDS = List.of(AssetKind.GLTF_GEOMETRY, AssetKind.PREPARED_SCENE,
            AssetKind.FILM_SCENE, AssetKind.FRAME);

    private static final String CACHED = """
            a.kind IN ('gltf_geometry', 'prepared_scene', 'film_scene', 'frame')
            AND a.cache_key IS NOT NULL AND a.lost_at IS NULL
            AND NOT EXISTS (SELECT FROM task t JOIN job_task ON job_task.task_id = t.id AND job_task.deliverable
                            WHERE t.cache_key = a.cache_key AND t.queue <> 'light')
            AND (a.kind <> 'frame' OR EXISTS (
                SELECT FROM task_input i JOIN task t ON t.id = i.task_id AND t.type = 'encode-video'
                JOIN media_asset film ON film.cache_key = t.cache_key AND film.lost_at IS NULL
                WHERE i.maker_key = a.cache_key))
            AND NOT (a.kind = 'gltf_geometry' AND EXISTS (
                SELECT FROM task_input i
                JOIN media_asset cad ON cad.cache_key IS NULL AND cad.sha256 = i.source_sha256
                JOIN product_revision r ON r.cad_file = cad.id
                JOIN product p ON p.article_number = r.article_number AND p.revision = r.number
                WHERE i.task_id = a.task_id AND p.archived_at IS NULL))
            """;
    /** Nobody makes it at this moment, and nobody waits to read it. */
    private static final String UNUSED = """
            AND NOT EXISTS (SELECT FROM task t WHERE t.cache_key = a.cache_key
                            AND t.state IN ('BLOCKED', 'READY', 'QUEUED', 'RUNNING'))
            AND NOT EXISTS (SELECT FROM task_input i JOIN task t ON t.id = i.task_id WHERE i.maker_key = a.cache_key
                            AND t.state IN ('BLOCKED', 'READY', 'QUEUED', 'RUNNING'))
            """;

    private final JdbcClient sql;

    CachedFiles(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * A file that may go.
     *
     * @param usedSince whether it was read after it was last taken down as used
     */
    record Candidate(UUID id, CacheKey key, Sha256 content, AssetKind kind, long sizeBytes, boolean usedSince) {}

    /** How much there is of each kind, bytes. */
    Map<AssetKind, Long> sizes() {
        Map<AssetKind, Long> sizes = new EnumMap<>(AssetKind.class);
        KINDS.forEach(kind -> sizes.put(kind, 0L));
        sql.sql("SELECT a.kind, sum(a.size_bytes) AS bytes FROM media_asset a WHERE " + CACHED + " GROUP BY a.kind")
                .query(row -> {
                    sizes.put(AssetKind.of(row.getString("kind")), row.getLong("bytes"));
                });
        return sizes;
    }

    /**
     * Locks the files that were used longest ago and that may go, until the transaction ends. A plan that relies on a file
     * holds it until the plan is written: such a file is passed over here. They are judged in a second statement, since only
     * that one sees what was written until the lock was there.
     */
    List<Candidate> lockOldest(int most) {
        List<UUID> locked = sql.sql("SELECT a.id FROM media_asset a WHERE " + CACHED + UNUSED
                + "ORDER BY a.last_used_at LIMIT ? FOR UPDATE OF a SKIP LOCKED").param(most)
                .query((row, number) -> Objects.requireNonNull(row.getObject(1, UUID.class))).list();
        if (locked.isEmpty()) {
            return List.of();
        }
        return sql
                .sql("""
                        SELECT a.id, a.cache_key, a.sha256, a.kind, a.size_bytes, coalesce(
                               (SELECT max(coalesce(t.finished_at, t.created_at)) FROM task_input i JOIN task t ON t.id = i.task_id
                                WHERE i.maker_key = a.cache_key) > a.last_used_at, false) AS used_since
                        FROM media_asset a WHERE a.id IN (:locked) AND %s%s ORDER BY a.last_used_at"""
                        .formatted(CACHED, UNUSED))
                .param("locked", locked)
                .query((row, number) -> new Candidate(Objects.requireNonNull(row.getObject("id", UUID.class)),
                        new CacheKey(row.getString("cache_key")), new Sha256(row.getString("sha256")),
                        AssetKind.of(row.getString("kind")), row.getLong("size_bytes"), row.getBoolean("used_since")))
                .list();
    }

    /** Takes down when these were last read, so that others go before them. */
    void used(List<UUID> files) {
        sql.sql("""
                UPDATE media_asset a SET last_used_at = read.at
                FROM (SELECT i.maker_key, max(coalesce(t.finished_at, t.created_at)) AS at
                      FROM task_input i JOIN task t ON t.id = i.task_id
                      WHERE i.maker_key IN (SELECT cache_key FROM media_asset WHERE id IN (:files)) GROUP BY i.maker_key
                     ) read
                WHERE a.id IN (:files) AND read.maker_key = a.cache_key""").param("files", files).update();
    }

    /** From now on these are not made; their bytes may be removed after a while. */
    void evict(List<UUID> files) {
        sql.sql("""
                WITH evicted AS (UPDATE media_asset SET lost_at = clock_timestamp() WHERE id IN (:files) RETURNING sha256)
                INSERT INTO removable_blob (sha256) SELECT DISTINCT sha256 FROM evicted
                ON CONFLICT (sha256) DO UPDATE SET evicted_at = excluded.evicted_at, stored_at = NULL,
                    removed_at = NULL""")
                .param("files", files).update();
    }
}
