package io.renderline.engine.handler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import io.renderline.core.blob.BlobStore;
import io.renderline.core.blob.StoredBlob;
import io.renderline.core.measure.StorageMeters;
import io.renderline.core.media.AssetKind;
import io.renderline.core.media.VideoFormat;
import io.renderline.core.message.FilmLength;
import io.renderline.core.message.OutputFile;

/** Stores what tasks have made. */
public final class OutputStore {
    private final BlobStore store;
    private final StorageMeters meters;

    public OutputStore(BlobStore store, StorageMeters meters) {
        this.store = store;
        this.meters = meters;
    }

    OutputFile file(String name, Path file, AssetKind kind, String mimeType) throws IOException {
        return put(name, file, kind, mimeType, null, null, null);
    }

    OutputFile picture(String name, Path file, AssetKind kind, String mimeType, int width, int height)
            throws IOException {
        return put(name, file, kind, mimeType, width, height, null);
    }

    OutputFile film(String name, Path file, VideoFormat format, int width, int height, FilmLength length)
            throws IOException {
        return put(name, file, format.kind(), format.mimeType(), width, height, length);
    }

    private OutputFile put(String name, Path file, AssetKind kind, String mimeType, @Nullable Integer width,
            @Nullable Integer height, @Nullable FilmLength film) throws IOException {
        StoredBlob blob;
        try {
            blob = store.put(file);
        } catch (IOException e) {
            throw new NotStoredException(Files.size(file), e);
        }
        meters.stored(kind, blob.sizeBytes());
        return new OutputFile(name, blob.hash(), blob.sizeBytes(), kind, mimeType, width, height, film);
    }
}
