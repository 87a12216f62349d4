package io.renderline.engine.input;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.renderline.core.blob.BlobStore;
import io.renderline.core.blob.FileSystemBlobStore;
import io.renderline.core.blob.StoredBlob;
import io.renderline.core.failure.FailureCode;
import io.renderline.core.failure.TaskFailedException;
import io.renderline.core.key.Sha256;
import io.renderline.core.message.InputFile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class InputCacheTest {
    @TempDir
    private Path folder;

    private FileSystemBlobStore local;
    private RemoteStore remote;

    @BeforeEach
    void makeStores() throws IOException {
        local = new FileSystemBlobStore(folder.resolve("store"));
        remote = new RemoteStore(folder.resolve("store"));
    }

    @Test
    void aStoreOfThisMachineIsReadInPlace() throws IOException {
        InputFile input = stored("gear.step", "content");

        try (InputCache.Fetched fetched = cache(local, 1000).fetch(input)) {
            assertThat(fetched.file()).hasContent("content").isEqualTo(local.localFile(input.hash()).orElseThrow());
        }
        assertThat(copies()).isEmpty();
    }

    @Test
    void fromARemoteStoreItIsCopiedOnce() throws IOException {
        InputCache cache = cache(remote, 1000);
        InputFile input = stored("gear.step", "content");

        cache.fetch(input).close();
        cache.fetch(input).close();

        assertThat(copies()).singleElement().satisfies(copy -> assertThat(copy).hasContent("content"));
        assertThat(remote.opened()).isEqualTo(1);
    }

    @Test
    void manyWhoWantTheSameShareOneDownload() throws IOException {
        InputCache cache = cache(remote, 1000);
        InputFile input = stored("gear.step", "content");

        CompletableFuture
                .allOf(IntStream.range(0, 8).mapToObj(i -> CompletableFuture.runAsync(() -> fetch(cache, input)))
                        .toArray(CompletableFuture[]::new))
                .join();

        assertThat(remote.opened()).isEqualTo(1);
    }

    @Test
    void theLeastRecentlyUsedCopyGoesWhenThereIsTooMuch() throws IOException {
        InputCache cache = cache(remote, 20);
        InputFile first = stored("a", "1234567890");
        InputFile second = stored("b", "abcdefghij");
        InputFile third = stored("c", "ABCDEFGHIJ");
        cache.fetch(first).close();
        cache.fetch(second).close();
        cache.fetch(first).close();
        cache.fetch(third).close();

        assertThat(copies()).extracting(copy -> copy.getFileName().toString())
                .containsExactlyInAnyOrder(first.hash().hex(), third.hash().hex());
    }

    @Test
    void whatIsInUseStays() throws IOException {
        InputCache cache = cache(remote, 10);
        InputFile first = stored("a", "1234567890");
        try (InputCache.Fetched fetched = cache.fetch(first)) {
            cache.fetch(stored("b", "abcdefghij")).close();

            assertThat(fetched.file()).hasContent("1234567890");
        }
    }

    @Test
    void copiesOfAnEarlierRunAreFoundAndUnfinishedOnesRemoved() throws IOException {
        InputFile input = stored("a", "1234567890");
        cache(remote, 100).fetch(input).close();
        Files.writeString(folder.resolve("cache/half.part"), "12");

        cache(remote, 100).fetch(input).close();

        assertThat(remote.opened()).isEqualTo(1);
        assertThat(copies()).hasSize(1);
    }

    @Test
    void aDamagedCopyIsFetchedAgain() throws IOException {
        InputCache cache = cache(remote, 1000);
        InputFile input = stored("gear.step", "content");
        cache.fetch(input).close();
        Path copy = copies().getFirst();
        Files.writeString(copy, "tnetnoc");
        Files.setLastModifiedTime(copy, FileTime.fromMillis(1));

        try (InputCache.Fetched fetched = cache.fetch(input)) {
            assertThat(fetched.file()).hasContent("content");
        }
    }

    @Test
    void whatIsDamagedOnItsWayIsFetchedOnceMore() throws IOException {
        InputFile input = stored("gear.step", "content");
        remote.damageNext();

        try (InputCache.Fetched fetched = cache(remote, 1000).fetch(input)) {
            assertThat(fetched.file()).hasContent("content");
        }
        assertThat(remote.opened()).isEqualTo(2);
        assertThat(copies()).hasSize(1);
    }

    @Test
    void aBlobThatIsDamagedInTheStoreIsLost() throws IOException {
        InputFile input = stored("gear.step", "content");
        Files.writeString(local.localFile(input.hash()).orElseThrow(), "tnetnoc");

        assertLost(() -> cache(local, 1000).fetch(input), "gear.step", "damaged");
        assertLost(() -> cache(remote, 1000).fetch(input), "gear.step", "damaged");
        assertThat(copies()).isEmpty();
    }

    @Test
    void aBlobThatIsNotThereIsLost() {
        InputFile input = new InputFile(Sha256.of("x".getBytes(StandardCharsets.UTF_8)), 1, "gear.step");

        assertLost(() -> cache(local, 1000).fetch(input), "gear.step", "not in the blob store");
    }

    private InputCache cache(BlobStore store, long maxBytes) throws IOException {
        return new InputCache(store, folder.resolve("cache"), maxBytes);
    }

    private InputFile stored(String name, String content) throws IOException {
        StoredBlob blob = local.put(Files.writeString(folder.resolve("upload"), content));
        return new InputFile(blob.hash(), blob.sizeBytes(), name);
    }

    private List<Path> copies() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            return files.toList();
        }
    }

    private static void fetch(InputCache cache, InputFile input) {
        try {
            cache.fetch(input).close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertLost(ThrowingCallable fetch, String... words) {
        assertThatExceptionOfType(TaskFailedException.class).isThrownBy(fetch).satisfies(failed -> {
            assertThat(failed.failure().code()).isEqualTo(FailureCode.INPUT_LOST);
            assertThat(failed.failure().message()).contains(words);
            assertThat(failed.failure().lostInput()).isNotNull();
        });
    }
}
