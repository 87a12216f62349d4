package io.renderline.core.message;

import org.jspecify.annotations.Nullable;

import io.renderline.core.key.Sha256;
import io.renderline.core.media.AssetKind;

/**
 * A file that a task made, stored before it is reported.
 *
 * @param name the output's name, e.g. {@code image}; unique within its task
 * @param width px, null for what is not a picture
 * @param height px, null for what is not a picture
 * @param film null for what does not move
 */
public record OutputFile(String name, Sha256 hash, long sizeBytes, AssetKind kind, String mimeType,
        @Nullable Integer width, @Nullable Integer height, @Nullable FilmLength film) {
    /** A file that does not move. */
    public OutputFile(String name, Sha256 hash, long sizeBytes, AssetKind kind, String mimeType,
            @Nullable Integer width, @Nullable Integer height) {
        this(name, hash, sizeBytes, kind, mimeType, width, height, null);
    }
}
