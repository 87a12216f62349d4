package io.renderline.api.media;

import java.time.Instant;
import java.util.UUID;

import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

import io.renderline.core.key.Sha256;
import io.renderline.core.media.AssetKind;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code media_asset}. */
@Entity
@Immutable
@Table(name = "media_asset")
@SuppressWarnings("NullAway.Init") // JPA sets the fields
class MediaAssetEntity {
    @Id
    private UUID id;
    private String sha256;
    private String kind;
    private String mimeType;
    private long sizeBytes;
    @Nullable
    private Integer width;
    @Nullable
    private Integer height;
    @Nullable
    private String filename;
    @Nullable
    @Column(name = "cache_key")
    private String cacheKey;
    private Instant createdAt;
    @Nullable
    private Instant lostAt;

    protected MediaAssetEntity() {}

    MediaAsset toAsset() {
        return new MediaAsset(id, AssetKind.of(kind), new Sha256(sha256), mimeType, sizeBytes, filename, width, height,
                createdAt, lostAt);
    }
}
