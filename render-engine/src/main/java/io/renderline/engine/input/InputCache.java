package io.renderline.engine.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.renderline.core.blob.BlobNotFoundException;
import io.renderline.core.blob.BlobStore;
import io.renderline.core.blob.VerifiedFiles;
import io.renderline.core.failure.TaskFailedException;
import io.renderline.core.key.Sha256;
import io.renderline.core.message.InputFile;

/**
 * Gives tasks their inputs as files of this machine: the blob store's own file where it has one, else a copy in a bounded
 * folder. Whatever it gives has the bytes that its hash names.
 */
public final class InputCache {
    private static final Logger LOG = LoggerFactory.getLogger(InputCache.class);

    private final BlobStore store;
    private final Path folder;
    private final CachedFiles cached;
    private final VerifiedFiles verified = new VerifiedFiles();
    private final ReentrantLock[] loading = new ReentrantLock[16];

    /** An input for as long as this is open: until then its file is not removed. It must not be changed. */
    public record Fetched(Path file, Runnable release) implements AutoCloseable {
        @Override
        public void close() {
            release.run();
        }
    }

    /**
     * A cache in {@code folder}.
     *
     * @param maxBytes the most that copies take; what is in use is kept even above it
     */
    public InputCache(BlobStore store, Path folder, long maxBytes) throws IOException {
        this.store = store;
        this.folder = Files.createDirectories(folder);
        this.cached = new CachedFiles(folder, maxBytes);
        for (int i = 0; i < loading.length; i++) {
            loading[i] = new ReentrantLock();
        }
    }

    /**
     * The input as a file.
     *
     * @throws TaskFailedException {@code INPUT_LOST}, naming the input, when the store has it no more, or damaged
     * @throws IOException when the store could not be read
     */
    public Fetched fetch(InputFile input) throws IOException {
        Optional<Path> local = store.localFile(input.hash());
        if (local.isPresent()) {
            requireSound(input, local.get());
            return new Fetched(local.get(), () -> {});
        }
        Path copy = folder.resolve(input.hash().hex());
        // One download of a blob at a time; the lock's stripe may make an unrelated one wait, which harms nothing.
        ReentrantLock lock = loading[Math.floorMod(input.hash().hashCode(), loading.length)];
        lock.lock();
        try {
            cached.pin(copy);
            if (!Files.exists(copy) || !verified.isSound(input.hash(), copy)) {
                download(input, copy);
            }
        } catch (IOException | RuntimeException e) {
            cached.unpin(copy);
            throw e;
        } finally {
            lock.unlock();
        }
        return new Fetched(copy, () -> cached.unpin(copy));
    }

    /** What came damaged is fetched once more: it may have been damaged on its way. */
    private void download(InputFile input, Path copy) throws IOException {
        Path partial = folder.resolve(UUID.randomUUID() + ".part");
        try {
            if (!isFetchedSound(input, partial)) {
                LOG.warn("Blob {} came damaged and is fetched once more", input.hash());
                if (!isFetchedSound(input, partial)) {
                    throw damaged(input);
                }
            }
            Files.move(partial, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
        cached.added(copy);
    }

    private boolean isFetchedSound(InputFile input, Path partial) throws IOException {
        try (InputStream in = store.open(input.hash())) {
            Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
            return Sha256.of(partial).equals(input.hash());
        } catch (BlobNotFoundException e) {
            throw lost(input, "is not in the blob store any more", e);
        }
    }

    private void requireSound(InputFile input, Path file) throws IOException {
        if (!verified.isSound(input.hash(), file)) {
            throw damaged(input);
        }
    }

    private static TaskFailedException damaged(InputFile input) {
        return lost(input, "is damaged in the blob store: its bytes do not have the hash that names them", null);
    }

    private static TaskFailedException lost(InputFile input, String what,
            @Nullable Throwable cause) {
        Sha256 hash = input.hash();
        String name = input.filename() == null ? "The intermediate file " + hash : input.filename() + " (" + hash + ")";
        return TaskFailedException.ofLostInput(hash, name + " " + what
                + ". A file that was made is made again; a file that was uploaded must be uploaded again.", cause);
    }
}
