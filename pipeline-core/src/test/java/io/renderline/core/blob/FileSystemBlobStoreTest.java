package io.renderline.core.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FileSystemBlobStoreTest extends BlobStoreContract {
    @TempDir
    private Path folder;
    private FileSystemBlobStore store;

    @BeforeEach
    void open() throws IOException {
        store = new FileSystemBlobStore(folder.resolve("blobs"));
    }

    @Override
    protected BlobStore store() {
        return store;
    }

    @Override
    protected Path root() {
        return folder.resolve("blobs");
    }

    @Test
    void aBlobIsAFileOfThisMachine() throws IOException {
        StoredBlob stored = store.put(new ByteArrayInputStream(new byte[]{1, 2}), 2);

        assertThat(store.localFile(stored.hash())).hasValueSatisfying(file -> assertThat(file).hasSize(2));
    }

    @Test
    void itsFoldersAreThereBeforeTheFirstFile() throws IOException {
        Sha256 hash = Sha256.of(new byte[]{1, 2});
        CacheKey key = new CacheKey(hash.hex());
        Path root = folder.resolve("blobs");

        assertThat(root.resolve("sha256").resolve(hash.hex().substring(0, 2))).isEmptyDirectory();
        assertThat(root.resolve("memo").resolve(hash.hex().substring(0, 2))).isEmptyDirectory();

        Files.delete(root.resolve("sha256").resolve(hash.hex().substring(0, 2)));
        Files.delete(root.resolve("memo").resolve(hash.hex().substring(0, 2)));
        store.put(new ByteArrayInputStream(new byte[]{1, 2}), 2);
        store.putMemo(key, new byte[]{3});

        assertThat(store.size(hash)).hasValue(2);
        assertThat(store.memo(key)).contains(new byte[]{3});
    }

    @Test
    void nothingIsLeftOfWhatWasRefused() throws IOException {
        assertThatThrownBy(() -> store.put(new ByteArrayInputStream(new byte[10]), 5))
                .isInstanceOf(BlobTooLargeException.class);

        assertThat(files()).isEmpty();
    }

    @Test
    void aBlobHasItsNameOnlyWhenAllOfItIsWritten() throws IOException {
        InputStream observing = new InputStream() {
            private int read;

            @Override
            public int read() throws IOException {
                assertThat(files()).allMatch(file -> file.startsWith(folder.resolve("blobs/tmp")));
                return read++ < 3 ? 1 : -1;
            }
        };

        store.put(observing, 10);

        assertThat(files()).hasSize(1).allMatch(file -> file.startsWith(folder.resolve("blobs/sha256")));
    }

    @Test
    void whatACrashHasLeftIsRemovedWhenItIsOld() throws IOException {
        StoredBlob stored = store.put(new ByteArrayInputStream(new byte[1]), 1);
        Path old = Files.createFile(root().resolve("tmp/old"));
        Path young = Files.createFile(root().resolve("tmp/young"));
        Instant yesterday = Instant.now().minus(1, ChronoUnit.DAYS);
        for (Path file : List.of(old, fileOf(stored.hash()))) {
            Files.setLastModifiedTime(file, FileTime.from(yesterday.minusSeconds(2)));
        }

        assertThat(store.removeUnfinished(yesterday)).isOne();

        assertThat(files()).containsExactlyInAnyOrder(young, fileOf(stored.hash()));
    }

    @Test
    void aUrlOpensIt() throws IOException {
        BlobStores.open(folder.resolve("other").toUri()).put(new ByteArrayInputStream(new byte[1]), 1);

        assertThat(folder.resolve("other/sha256")).isDirectory();
    }

    @Test
    void anUnknownKindOfStoreIsRefused() {
        assertThatThrownBy(() -> BlobStores.open(URI.create("ftp://somewhere/blobs")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'ftp://somewhere/blobs'");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
