package io.renderline.core.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.renderline.core.key.Sha256;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What every blob store keeps to. */
abstract class BlobStoreContract extends BlobListingContract {
    @Test
    void bytesAreFoundUnderTheirHash() throws IOException {
        StoredBlob stored = store().put(new ByteArrayInputStream(PICTURE), 100);

        assertThat(stored).isEqualTo(new StoredBlob(Sha256.of(PICTURE), PICTURE.length));
        assertThat(read(stored.hash())).isEqualTo(PICTURE);
        assertThat(store().size(stored.hash())).hasValue(PICTURE.length);
    }

    @Test
    void aFileIsStoredAndStays(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("picture"), PICTURE);

        StoredBlob stored = store().put(file);

        assertThat(read(stored.hash())).isEqualTo(PICTURE);
        assertThat(file).hasBinaryContent(PICTURE);
    }

    @Test
    void whatIsRemovedIsGoneAndCanBeStoredAgain() throws IOException {
        Sha256 hash = store().put(new ByteArrayInputStream(PICTURE), 100).hash();
        store().putMemo(KEY, PICTURE);

        for (int i = 0; i < 2; i++) {
            store().remove(hash);
            store().removeMemo(KEY);
        }

        assertThat(store().size(hash)).isEmpty();
        assertThat(store().isSound(hash)).isFalse();
        assertThat(store().memo(KEY)).isEmpty();
        store().put(new ByteArrayInputStream(PICTURE), 100);
        assertThat(read(hash)).isEqualTo(PICTURE);
    }

    @Test
    void anEmptyBlobIsABlob() throws IOException {
        StoredBlob stored = store().put(InputStream.nullInputStream(), 0);

        assertThat(stored.sizeBytes()).isZero();
        assertThat(read(stored.hash())).isEmpty();
    }

    @Test
    void whatIsLargerThanAllowedIsRefusedAndNotKept() throws IOException {
        assertThatThrownBy(() -> store().put(new ByteArrayInputStream(PICTURE), PICTURE.length - 1))
                .isInstanceOfSatisfying(BlobTooLargeException.class,
                        e -> assertThat(e.maxBytes()).isEqualTo(PICTURE.length - 1));
        assertThat(store().size(Sha256.of(PICTURE))).isEmpty();
    }

    @Test
    void anUploadThatBreaksOffIsNotKept() {
        byte[] large = new byte[1_000_000];
        InputStream breaking = new InputStream() {
            private int position;

            @Override
            public int read() throws IOException {
                if (position == large.length / 2) {
                    throw new IOException("connection lost");
                }
                return large[position++];
            }
        };

        assertThatThrownBy(() -> store().put(breaking, Long.MAX_VALUE)).hasMessage("connection lost");
    }

    @Test
    void aPartOfABlobIsTheseBytes() throws IOException {
        Sha256 hash = store().put(new ByteArrayInputStream(PICTURE), 100).hash();

        assertThat(read(hash, 2, 3)).isEqualTo("pic".getBytes(StandardCharsets.UTF_8));
        assertThat(read(hash, 0, PICTURE.length)).isEqualTo(PICTURE);
        assertThat(read(hash, 4, 0)).isEmpty();
        assertThat(read(hash, PICTURE.length - 1, 10)).isEqualTo(new byte[]{'e'});
        assertThat(read(hash, PICTURE.length, 1)).isEmpty();
    }

    @Test
    void aReadCanBreakOff() throws IOException {
        byte[] large = new byte[3_000_000];
        Sha256 hash = store().put(new ByteArrayInputStream(large), Long.MAX_VALUE).hash();

        for (int i = 0; i < 20; i++) {
            try (InputStream in = store().open(hash)) {
                assertThat(in.read()).isZero();
            }
        }
        assertThat(read(hash)).isEqualTo(large);
    }

    @Test
    void storingAgainMendsABlobThatWasDamaged() throws IOException {
        Sha256 hash = store().put(new ByteArrayInputStream(PICTURE), 100).hash();
        Files.writeString(fileOf(hash), "a dicture");
        assertThat(store().isSound(hash)).isFalse();

        store().put(new ByteArrayInputStream(PICTURE), 100);

        assertThat(store().isSound(hash)).isTrue();
        assertThat(read(hash)).isEqualTo(PICTURE);
    }

    @Test
    void storingAgainBringsBackABlobThatWasLost() throws IOException {
        Sha256 hash = store().put(new ByteArrayInputStream(PICTURE), 100).hash();
        Files.delete(fileOf(hash));
        assertThat(store().isSound(hash)).isFalse();
        assertThatThrownBy(() -> store().open(hash)).isInstanceOf(BlobNotFoundException.class);

        store().put(new ByteArrayInputStream(PICTURE), 100);

        assertThat(read(hash)).isEqualTo(PICTURE);
    }

    @Test
    void anUnknownBlobIsNotFound() throws IOException {
        Sha256 unknown = Sha256.of(new byte[]{7});

        assertThatThrownBy(() -> store().open(unknown)).isInstanceOf(BlobNotFoundException.class)
                .hasMessageContaining(unknown.hex());
        assertThatThrownBy(() -> store().open(unknown, 0, 1)).isInstanceOf(BlobNotFoundException.class);
        assertThat(store().size(unknown)).isEmpty();
        assertThat(store().localFile(unknown)).isEmpty();
    }

    @Test
    void equalBytesStoredAtOnceAreOneBlob() throws Exception {
        byte[] large = new byte[500_000];
        new Random(1).nextBytes(large);
        List<Callable<StoredBlob>> puts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            puts.add(() -> store().put(new ByteArrayInputStream(large), Long.MAX_VALUE));
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<StoredBlob> put : threads.invokeAll(puts)) {
                assertThat(put.get().hash()).isEqualTo(Sha256.of(large));
            }
        }
        assertThat(read(Sha256.of(large))).isEqualTo(large);
    }

    @Test
    void aMemoIsFoundUnderItsKeyAndCanBeReplaced() throws IOException {
        assertThat(store().memo(KEY)).isEmpty();

        store().putMemo(KEY, PICTURE);
        store().putMemo(KEY, new byte[]{1});

        assertThat(store().memo(KEY)).hasValueSatisfying(memo -> assertThat(memo).containsExactly(1));
    }

    private byte[] read(Sha256 hash) throws IOException {
        try (InputStream in = store().open(hash)) {
            return in.readAllBytes();
        }
    }

    private byte[] read(Sha256 hash, long start, long length) throws IOException {
        try (InputStream in = store().open(hash, start, length)) {
            return in.readAllBytes();
        }
    }
}
