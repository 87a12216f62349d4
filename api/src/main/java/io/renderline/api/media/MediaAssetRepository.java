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
}
