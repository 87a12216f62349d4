package io.renderline.core.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;

/**
 * Blobs as files under one folder: {@code sha256/ab/abcd…}, {@code memo/ab/abcd….json}, and {@code tmp} for what is being
 * written. A blob appears under its name only when all of it is on the disk: it is written in {@code tmp}, synced, renamed,
 * and the folder that it is in is synced. A crash can leave files in {@code tmp}, never half a blob. A memo is not synced:
 * each sync is milliseconds that its picture waits for, and without the memo a picture is only made once more.
 *
 * <p>The folders are made when the store is opened, since a file that has to make its own waits for one more sync. One that
 * is not there all the same, the disk being full at that time, is made with its first file.
 */
public class FileSystemBlobStore implements BlobStore {
    private static final Logger LOG = LoggerFactory.getLogger(FileSystemBlobStore.class);

    private final Path root;
    private final Path temporary;

    /** Opens the store in {@code root}, which is made when it does not exist. */
    public FileSystemBlobStore(Path root) throws IOException {
        this.root = root;
        makeFolders(root.resolve(StoredNames.BLOBS.folder()));
        makeFolders(root.resolve(StoredNames.MEMOS.folder()));
        this.temporary = Files.createDirectories(root.resolve("tmp"));
    }

    private static void makeFolders(Path parent) throws IOException {
        Files.createDirectories(parent);
        try {
            boolean made = false;
            for (int first = 0; first < 1 << Byte.SIZE; first++) {
                made |= makeFolder(parent.resolve(HexFormat.of().toHexDigits((byte) first)));
            }
            if (made) {
                sync(parent);
            }
        } catch (IOException e) {
            LOG.warn("Not all folders of {} could be made: {}", parent, e.getMessage());
        }
    }

    @Override
    public StoredBlob put(InputStream in, long maxBytes) throws IOException {
        Path written = temporary.resolve(UUID.randomUUID().toString());
        try {
            StoredBlob blob;
            try (FileChannel channel = FileChannel.open(written, StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE)) {
                blob = HashedCopy.copy(in, Channels.newOutputStream(channel), maxBytes);
                channel.force(true);
            }
            publish(written, fileOf(blob.hash()));
            return blob;
        } finally {
            Files.deleteIfExists(written);
        }
    }

    @Override
    public StoredBlob put(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return put(in, Long.MAX_VALUE);
        }
    }

    @Override
    public InputStream open(Sha256 hash) throws IOException {
        try {
            return Files.newInputStream(fileOf(hash));
        } catch (NoSuchFileException e) {
            throw (IOException) new BlobNotFoundException(hash).initCause(e);
        }
    }

    @Override
    public InputStream open(Sha256 hash, long start, long length) throws IOException {
        try {
            FileChannel channel = FileChannel.open(fileOf(hash), StandardOpenOption.READ).position(start);
            return new LimitedStream(Channels.newInputStream(channel), length);
        } catch (NoSuchFileException e) {
            throw (IOException) new BlobNotFoundException(hash).initCause(e);
        }
    }

    @Override
    public Optional<StoreEntry<Sha256>> entry(Sha256 hash) throws IOException {
        return FolderListing.entry(fileOf(hash), hash);
    }

    @Override
    public Optional<Path> localFile(Sha256 hash) {
        return Optional.of(fileOf(hash)).filter(Files::isRegularFile);
    }

    @Override
    public void putMemo(CacheKey key, byte[] memo) throws IOException {
        Path written = temporary.resolve(UUID.randomUUID().toString());
        try {
            Files.write(written, memo, StandardOpenOption.CREATE_NEW);
            Path target = memoOf(key);
            makeFolder(parentOf(target));
            replace(written, target);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    @Override
    public Optional<byte[]> memo(CacheKey key) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(memoOf(key)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void remove(Sha256 hash) throws IOException {
        Files.deleteIfExists(fileOf(hash));
    }

    @Override
    public void removeMemo(CacheKey key) throws IOException {
        Files.deleteIfExists(memoOf(key));
    }

    @Override
    public List<StoreEntry<Sha256>> blobs(@Nullable Sha256 after, int most) throws IOException {
        return FolderListing.page(root, StoredNames.BLOBS, after == null ? null : after.hex(), most);
    }

    @Override
    public List<StoreEntry<CacheKey>> memos(@Nullable CacheKey after, int most) throws IOException {
        return FolderListing.page(root, StoredNames.MEMOS, after == null ? null : after.hex(), most);
    }

    @Override
    public int removeUnfinished(Instant before) throws IOException {
        return FolderListing.removeOlder(temporary, before);
    }

    private Path fileOf(Sha256 hash) {
        return root.resolve(StoredNames.BLOBS.pathOf(hash.hex()));
    }

    private Path memoOf(CacheKey key) {
        return root.resolve(StoredNames.MEMOS.pathOf(key.hex()));
    }

    /** Replaces what stands there: for a blob that is the same bytes, and mends them when the disk has damaged them. */
    private static void publish(Path written, Path target) throws IOException {
        Path folder = parentOf(target);
        boolean newFolder = makeFolder(folder);
        replace(written, target);
        sync(folder);
        if (newFolder) {
            sync(parentOf(folder));
        }
    }

    private static void replace(Path written, Path target) throws IOException {
        Files.move(written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return false;
        }
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            return false;
        }
        return true;
    }

    private static Path parentOf(Path path) {
        return Objects.requireNonNull(path.getParent(), "a path below the store's folder has a parent");
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
