package io.renderline.api.media;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The table {@code media_asset}. */
interface MediaAssetRepository extends Repository<MediaAssetEntity, UUID> {
    Optional<MediaAssetEntity> findById(UUID id);

    /** The uploaded file with these bytes. A made file may have the same bytes, and is another asset. */
    Optional<MediaAssetEntity> findBySha256AndCacheKeyIsNull(String sha256);

    /**
     * Registers an uploaded file, unless its bytes are known already.
     *
     * @return 1 when this call has registered it, 0 when it was known
     */
    @Modifying
    @Transactional
    @Query(nativeQuery = true, value = """
            INSERT INTO media_asset (id, sha256, kind, mime_type, size_bytes, filename, created_at)
            VALUES (:id, :sha256, :kind, :mimeType, :sizeBytes, :filename, :createdAt)
            ON CONFLICT (sha256) WHERE cache_key IS NULL DO NOTHING""")
    int registerSource(UUID id, String sha256, String kind, String mimeType, long sizeBytes, @Nullable String filename,
            Instant createdAt);

    /** Notes that an asset's bytes are missing or damaged, unless that is known, or it has other bytes by now. */
    @Modifying
    @Transactional
    @Query(nativeQuery = true, value = "UPDATE media_asset SET lost_at = :at WHERE id = :id AND sha256 = :sha256"
            + " AND lost_at IS NULL")
    int markLost(UUID id, String sha256, Instant at);

    /** Notes that these bytes are in the store again. */
    @Modifying
    @Transactional
    @Query(nativeQuery = true, value = "UPDATE media_asset SET lost_at = NULL WHERE sha256 = :sha256"
            + " AND lost_at IS NOT NULL")
    int markFound(String sha256);
}
