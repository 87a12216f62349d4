package io.renderline.api.media;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.renderline.core.key.Sha256;
import io.renderline.core.media.AssetKind;
import io.renderline.core.media.ModelFormat;

/**
 * One stored file.
 *
 * @param filename the name under which it was first uploaded; null for what a task made
 * @param width px, null for what is not a picture
 * @param height px, null for what is not a picture
 * @param lostAt when its bytes were found missing or damaged in the blob store; null while they are there
 */
public record MediaAsset(UUID id, AssetKind kind, Sha256 sha256, String mimeType, long sizeBytes,
        @Nullable String filename, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer width,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer height, Instant createdAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant lostAt) {
    /** The format of an uploaded model; empty for what is none. */
    public Optional<ModelFormat> modelFormat() {
        // A prepared scene has the MIME type of a .blend and is no uploaded model all the same: the kind decides too
        return ModelFormat.ofMimeType(mimeType).filter(format -> format.kind() == kind);
    }
}
