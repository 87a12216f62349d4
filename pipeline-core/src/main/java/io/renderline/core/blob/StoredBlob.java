package io.renderline.core.blob;

import io.renderline.core.key.Sha256;

/** A blob that lies in the store. */
public record StoredBlob(Sha256 hash, long sizeBytes) {}
