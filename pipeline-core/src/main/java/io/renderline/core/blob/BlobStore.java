package io.renderline.core.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;

/**
 * Bytes named by their hash, and memos named by cache key. What a method has returned for is durable: it survives a crash
 * of this process and of the machine. All methods can be repeated and called at once from anywhere.
 */
public interface BlobStore {
    /**
     * Stores all of {@code in} while hashing it; never holds it in memory. Storing known bytes again changes nothing.
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

    /** The blob's size in bytes; empty when there is none. */
    OptionalLong size(Sha256 hash) throws IOException;

    /** The blob as a file of this machine that must not be changed, where the store has it as one. */
    Optional<Path> localFile(Sha256 hash);

    /** Removes a blob. Who reads it at this moment may not get to its end. One that is not there is removed already. */
    void remove(Sha256 hash) throws IOException;

    /** Remembers what the task with this cache key made, replacing what was remembered. */
    void putMemo(CacheKey key, byte[] memo) throws IOException;

    /** What {@link #putMemo} stored last. */
    Optional<byte[]> memo(CacheKey key) throws IOException;

    /** Forgets what the task with this cache key made. */
    void removeMemo(CacheKey key) throws IOException;
}
