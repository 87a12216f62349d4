package io.renderline.engine.input;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.renderline.core.blob.BlobStore;
import io.renderline.core.blob.StoreEntry;
import io.renderline.core.blob.StoredBlob;
import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;

/** A store whose blobs are no files of this machine, and which counts how often one is opened. */
final class RemoteStore implements BlobStore {
    private final BlobStore store;
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicBoolean damaged = new AtomicBoolean();

    RemoteStore(BlobStore store) {
        this.store = store;
    }

    /** The next blob that is opened has other bytes. */
    void damageNext() {
        damaged.set(true);
    }

    int opened() {
        return opened.get();
    }

    @Override
    public StoredBlob put(InputStream in, long maxBytes) throws IOException {
        return store.put(in, maxBytes);
    }

    @Override
    public StoredBlob put(Path file) throws IOException {
        return store.put(file);
    }

    @Override
    public InputStream open(Sha256 hash) throws IOException {
        opened.incrementAndGet();
        return damaged.getAndSet(false) ? new ByteArrayInputStream(new byte[]{1, 2, 3}) : store.open(hash);
    }

    @Override
    public InputStream open(Sha256 hash, long start, long length) throws IOException {
        opened.incrementAndGet();
        return store.open(hash, start, length);
    }

    @Override
    public Optional<StoreEntry<Sha256>> entry(Sha256 hash) throws IOException {
        return store.entry(hash);
    }

    @Override
    public Optional<Path> localFile(Sha256 hash) {
        return Optional.empty();
    }

    @Override
    public void putMemo(CacheKey key, byte[] memo) throws IOException {
        store.putMemo(key, memo);
    }

    @Override
    public void remove(Sha256 hash) throws IOException {
        store.remove(hash);
    }

    @Override
    public void removeMemo(CacheKey key) throws IOException {
        store.removeMemo(key);
    }

    @Override
    public List<StoreEntry<Sha256>> blobs(@Nullable Sha256 after, int most) throws IOException {
        return store.blobs(after, most);
    }

    @Override
    public List<StoreEntry<CacheKey>> memos(@Nullable CacheKey after, int most) throws IOException {
        return store.memos(after, most);
    }

    @Override
    public int removeUnfinished(Instant before) throws IOException {
        return store.removeUnfinished(before);
    }

    @Override
    public Optional<byte[]> memo(CacheKey key) throws IOException {
        return store.memo(key);
    }
}
