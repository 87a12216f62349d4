package io.renderline.core.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

/** What every blob store keeps to when it says what it has. */
abstract class BlobListingContract {
    static final byte[] PICTURE = "a picture".getBytes(StandardCharsets.UTF_8);
    static final CacheKey KEY = new CacheKey("ab".repeat(32));

    /** An empty store. */
    protected abstract BlobStore store();

    /** The folder below which the store, or its server, has its files. */
    protected abstract Path root();

    /** The file in which the store, or its server, has a blob. */
    protected final Path fileOf(Sha256 hash) {
        return root().resolve("sha256").resolve(hash.hex().substring(0, 2)).resolve(hash.hex());
    }

    @Test
    void blobsAndMemosAreListedInPagesInTheOrderOfTheirNames() throws IOException {
        List<Sha256> blobs = new ArrayList<>();
        List<CacheKey> memos = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Sha256 name = store().put(new ByteArrayInputStream(new byte[i]), 100).hash();
            blobs.add(name);
            memos.add(new CacheKey(name.hex()));
            store().putMemo(memos.getLast(), PICTURE);
        }
        // Two of one folder
        memos.add(new CacheKey(memos.getFirst().hex().substring(0, 2) + "f".repeat(62)));
        store().putMemo(memos.getLast(), PICTURE);
        blobs.sort(Comparator.comparing(Sha256::hex));
        memos.sort(Comparator.naturalOrder());

        for (int most : List.of(1, 3, 8, 1000)) {
            assertThat(pages(store()::blobs, most)).containsExactlyElementsOf(blobs);
            assertThat(pages(store()::memos, most)).containsExactlyElementsOf(memos);
        }
        assertThat(store().blobs(null, 3)).hasSize(3);
    }

    @Test
    void anEmptyStoreListsNothing() throws IOException {
        assertThat(store().blobs(null, 10)).isEmpty();
        assertThat(store().memos(KEY, 10)).isEmpty();
        assertThat(store().removeUnfinished(Instant.now())).isZero();
    }

    @Test
    void aPageGoesOnBehindWhatIsNotThereAnyMore() throws IOException {
        Sha256 first = store().put(new ByteArrayInputStream(PICTURE), 100).hash();
        Sha256 second = store().put(new ByteArrayInputStream(new byte[1]), 100).hash();
        Sha256 lower = first.hex().compareTo(second.hex()) < 0 ? first : second;
        store().remove(lower);

        assertThat(store().blobs(lower, 10)).extracting(StoreEntry::name)
                .containsExactly(lower.equals(first) ? second : first);
    }

    @Test
    void aListSaysHowLargeSomethingIsAndWhenItWasStoredLast() throws IOException {
        Sha256 hash = store().put(new ByteArrayInputStream(PICTURE), 100).hash();
        store().putMemo(KEY, new byte[3]);
        Instant yesterday = Instant.now().minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        Files.setLastModifiedTime(fileOf(hash), FileTime.from(yesterday.plusMillis(700)));

        var stored = new StoreEntry<>(hash, PICTURE.length, yesterday);
        assertThat(store().blobs(null, 10)).containsExactly(stored);
        assertThat(store().entry(hash)).contains(stored);
        assertThat(store().memos(null, 10)).singleElement().satisfies(memo -> {
            assertThat(memo.name()).isEqualTo(KEY);
            assertThat(memo.sizeBytes()).isEqualTo(3);
            assertThat(memo.storedAt()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        });
    }

    @Test
    void storingKnownBytesAgainMakesThemNew(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("picture"), PICTURE);
        Sha256 hash = Sha256.of(PICTURE);
        FileTime longAgo = FileTime.from(Instant.now().minus(3, ChronoUnit.DAYS));
        List<Callable<StoredBlob>> ways = List.of(() -> store().put(file),
                () -> store().put(new ByteArrayInputStream(PICTURE), 100));
        for (Callable<StoredBlob> way : ways) {
            store().put(file);
            Files.setLastModifiedTime(fileOf(hash), longAgo);

            assertThatCode(way::call).doesNotThrowAnyException();

            assertThat(store().entry(hash)).hasValueSatisfying(
                    found -> assertThat(found.storedAt()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES)));
        }
    }

    @Test
    void whatNoStoreHasPutThereIsNotListed() throws IOException {
        Sha256 hash = store().put(new ByteArrayInputStream(PICTURE), 100).hash();
        String other = "0".repeat(64);
        for (String foreign : List.of("sha256/README", "sha256/0/" + other, "sha256/ab/" + other,
                "sha256/00/" + other + ".bak", "sha256/00/0000", "memo/00/" + other, "memo/00/" + other + ".jsonl")) {
            Files.createDirectories(root().resolve(foreign).getParent());
            Files.write(root().resolve(foreign), PICTURE);
        }
        Files.createDirectories(root().resolve("sha256/ff/" + "f".repeat(64)));

        assertThat(pages(store()::blobs, 1)).containsExactly(hash);
        assertThat(store().memos(null, 10)).isEmpty();
    }

    /** Lists a page. */
    private interface Pages<N> {
        List<StoreEntry<N>> page(@Nullable N after, int most) throws IOException;
    }

    private static <N> List<N> pages(Pages<N> pages, int most) throws IOException {
        List<N> all = new ArrayList<>();
        List<StoreEntry<N>> page = pages.page(null, most);
        page.forEach(entry -> all.add(entry.name()));
        while (page.size() == most && all.size() < 100) {
            page = pages.page(all.getLast(), most);
            page.forEach(entry -> all.add(entry.name()));
        }
        return all;
    }
}
