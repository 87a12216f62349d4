package io.renderline.core.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;

/**
 * Bytes named by their hash, and memos named by cache key. A blob is durable when the method that stores it has returned: it
 * survives a crash of this process and of the machine. A memo survives that of the process; a crash of the machine may take
 * or damage those of the last moments. All methods can be repeated and called at once from anywhere.
 */
public interface BlobStore {
    /**
     * Stores all of {@code in} while hashing it; never holds it in memory. Storing known bytes again changes nothing but
     * {@link StoreEntry#storedAt() when they were stored}.
     *
     * @param maxBytes the most that is taken
     * @throws BlobTooLargeException when {@code in} holds more; nothing is kept of it
     */
    StoredBlob put(InputStream in, long maxBytes) throws IOException;

    /** Stores a file's bytes. The file stays, and must not change meanwhile. */
    StoredBlob put(Path file) throws IOException;

    /**
     * Opens a blob for reading.
     *
     * @throws BlobNotFoundException when there is none
     */
    InputStream open(Sha256 hash) throws IOException;

    /**
     * Opens a part of a blob for reading. Where the blob is shorter, the stream ends sooner.
     *
     * @param start position of the first byte, from 0
     * @param length how many bytes
     * @throws BlobNotFoundException when there is none
     */
    InputStream open(Sha256 hash, long start, long length) throws IOException;

    /** Whether the blob lies in the store and has the bytes that its hash names. Reads all of it. */
    default boolean isSound(Sha256 hash) throws IOException {
        try (InputStream in = open(hash)) {
            return HashedCopy.copy(in, OutputStream.nullOutputStream(), Long.MAX_VALUE).hash().equals(hash);
        } catch (BlobNotFoundException e) {
            return false;
        }
    }

    /** What is known of a blob; empty when there is none. */
    Optional<StoreEntry<Sha256>> entry(Sha256 hash) throws IOException;

    /** The blob's size in bytes; empty when there is none. */
    default OptionalLong size(Sha256 hash) throws IOException {
        Optional<StoreEntry<Sha256>> entry = entry(hash);
        return entry.isPresent() ? OptionalLong.of(entry.get().sizeBytes()) : OptionalLong.empty();
    }

    /** The blob as a file of this machine that must not be changed, where the store has it as one. */
    Optional<Path> localFile(Sha256 hash);

    /** Removes a blob. Who reads it at this moment may not get to its end. One that is not there is removed already. */
    void remove(Sha256 hash) throws IOException;

    /**
     * Remembers what the task with this cache key made, replacing what was remembered. A memo saves work and vouches for
     * nothing: what it names is looked at before it is believed.
     */
    void putMemo(CacheKey key, byte[] memo) throws IOException;

    /** What {@link #putMemo} stored last. */
    Optional<byte[]> memo(CacheKey key) throws IOException;

    /** Forgets what the task with this cache key made. */
    void removeMemo(CacheKey key) throws IOException;

    /**
     * Lists blobs in the order of their hashes. What is stored or removed meanwhile may be among them or not; foreign files
     * in the store's place never are.
     *
     * @param after the last one of the page before; null for the first page
     * @param most how many, at least 1; fewer come only at the end
     */
    List<StoreEntry<Sha256>> blobs(@Nullable Sha256 after, int most) throws IOException;

    /** Lists memos in the order of their cache keys, as {@link #blobs} lists blobs. */
    List<StoreEntry<CacheKey>> memos(@Nullable CacheKey after, int most) throws IOException;

    /**
     * Removes what was left behind by processes that ended while they stored something, and was last written before this time.
     *
     * @return how many files
     */
    int removeUnfinished(Instant before) throws IOException;
}
