package io.renderline.api.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.renderline.core.blob.BlobStores;
import io.renderline.core.blob.StoreEntry;
import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;
import io.renderline.testing.TestS3;

import static org.assertj.core.api.Assertions.assertThat;

/** The search for orphans over a real S3 server, whose listings, clock and removals are others than those of a folder. */
class S3OrphanSearchTest {
    private static final Duration OLD = Duration.ofHours(25);
    private static final Duration YOUNG = Duration.ofHours(20);

    private final TestS3 server = TestS3.server();
    private String bucket = "";
    private FilledCache cache;
    private OrphanRounds orphans;

    @BeforeEach
    void newCache() throws IOException {
        bucket = server.newBucket();
        cache = new FilledCache(BlobStores.open(server.blobUrl(bucket, "blobs")));
        orphans = new OrphanRounds(cache, server.folderOf(bucket).resolve("blobs"));
    }

    @Test
    void onlyWhatIsOldAndNamedByNothingGoes() throws IOException {
        cache.picture("bearing");
        Sha256 upload = orphans.blob("an upload", OLD);
        orphans.register(upload);
        orphans.age(OLD);
        Sha256 orphan = orphans.blob("of a worker that died", OLD);
        Sha256 young = orphans.blob("being reported", YOUNG);
        CacheKey memo = new CacheKey("ab".repeat(32));
        Sha256 unreported = orphans.unreported(memo, "unreported", OLD);

        orphans.searchAndRemove();

        assertThat(orphans.has(orphan)).isFalse();
        assertThat(orphans.has(unreported)).isFalse();
        assertThat(cache.blobs.memo(memo)).isEmpty();
        assertThat(orphans.has(young)).isTrue();
        assertThat(orphans.has(upload)).isTrue();
        for (String key : cache.keys("bearing")) {
            assertThat(cache.hasBlob(key)).isTrue();
            assertThat(cache.blobs.memo(new CacheKey(key))).isPresent();
        }
    }

    @Test
    void whatIsStoredAgainAfterItWasFoundStays() throws IOException {
        Sha256 again = orphans.blob("again", OLD);
        Sha256 gone = orphans.blob("gone", OLD);
        orphans.search();
        orphans.blob("again", Duration.ZERO);

        orphans.remove(Duration.ZERO);

        assertThat(orphans.has(again)).isTrue();
        assertThat(orphans.has(gone)).isFalse();
    }

    @Test
    void manyPagesAreLookedThrough() throws IOException {
        List<Sha256> blobs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            blobs.add(orphans.blob("orphan " + i, OLD));
            orphans.unreported(new CacheKey(blobs.getLast().hex()), "orphan " + i, OLD);
        }

        // Each round by another api: begin, 4 pages of memos, 3 pages of blobs
        IntStream.range(0, 8).forEach(round -> orphans.newSearch().goOn(3));
        assertThat(orphans.among()).isEqualTo("NOTHING");
        orphans.remove(Duration.ZERO);

        assertThat(blobs).noneMatch(orphans::has);
        assertThat(cache.blobs.memos(null, 10)).extracting(StoreEntry::name).containsExactly(StoreClaim.KEY);
    }

    @Test
    void aBucketThatIsAwayLosesNothingAndIsListedLater() throws IOException {
        Sha256 blob = orphans.blob("orphan", OLD);
        Path objects = server.folderOf(bucket);
        Path away = objects.resolveSibling(bucket + "-away");
        orphans.newSearch().goOn();
        Files.move(objects, away);

        orphans.newSearch().goOn();
        assertThat(orphans.among()).as("begun, and not gone on with").isEqualTo("MEMOS");
        Files.move(away, objects);
        orphans.later(Duration.ofHours(1));
        orphans.searchAndRemove();

        assertThat(orphans.has(blob)).isFalse();
    }
}
