package io.renderline.api.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.renderline.api.tasks.TaskState;
import io.renderline.core.blob.StoreEntry;
import io.renderline.core.failure.FailureCode;
import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;

import static io.renderline.api.tasks.PlanBuilder.aStill;
import static org.assertj.core.api.Assertions.assertThat;

/** What lies in the blob store and is named by nothing goes after the grace, and nothing else does. */
class OrphanSearchTest {
    private static final Duration OLD = Duration.ofHours(25);
    private static final Duration YOUNG = Duration.ofHours(20);

    @TempDir
    private Path folder;
    private FilledCache cache;
    private OrphanRounds orphans;

    @BeforeEach
    void newCache() throws IOException {
        cache = new FilledCache(folder);
        orphans = new OrphanRounds(cache, folder);
    }

    @Test
    void aBlobThatNothingNamesGoesWhenItIsOld() throws IOException {
        Sha256 old = orphans.blob("of a worker that died", OLD);
        Sha256 young = orphans.blob("being reported", YOUNG);

        orphans.search();
        orphans.remove(Duration.ofHours(1));
        assertThat(orphans.has(old)).as("for a while").isTrue();
        orphans.remove(Duration.ZERO);

        assertThat(orphans.has(old)).isFalse();
        assertThat(orphans.has(young)).isTrue();
        assertThat(orphans.counted("blob")).isOne();
        assertThat(cache.stored.meters.get("renderline.cache.orphaned").counter().count()).isEqualTo(21);
    }

    @Test
    void whatIsNamedStaysHoweverOldItIs() throws IOException {
        cache.picture("bearing");
        Sha256 upload = orphans.blob("an upload", OLD);
        orphans.register(upload);
        orphans.age(OLD);

        orphans.searchAndRemove();

        for (String key : cache.keys("bearing")) {
            assertThat(cache.hasBlob(key)).isTrue();
            assertThat(cache.blobs.memo(new CacheKey(key))).isPresent();
        }
        assertThat(orphans.has(upload)).isTrue();
    }

    @Test
    void anUploadThatWasLostAndIsThereAgainStays() throws IOException {
        Sha256 upload = orphans.blob("an upload", OLD);
        orphans.register(upload);
        cache.stored.jdbc.sql("UPDATE media_asset SET lost_at = now()").update();

        orphans.searchAndRemove();

        assertThat(orphans.has(upload)).isTrue();
    }

    @Test
    void whatATaskHasStoredAndNotReportedStaysWhileTheTaskLives() throws IOException {
        UUID tessellate = cache.stored.tasksOf(cache.stored.submit(aStill().graph())).getFirst();
        CacheKey key = new CacheKey(cache.stored.column(tessellate, "cache_key"));
        cache.stored.running(tessellate);
        Sha256 output = orphans.unreported(key, "geometry", OLD);

        orphans.searchAndRemove();
        assertThat(orphans.has(output)).isTrue();
        assertThat(cache.blobs.memo(key)).isPresent();
        cache.stored.failed(tessellate, FailureCode.UNREADABLE_MODEL);
        orphans.searchAndRemove();

        assertThat(cache.blobs.memo(key)).isEmpty();
        assertThat(orphans.has(output)).isFalse();
        assertThat(orphans.counted("memo")).isOne();
        assertThat(cache.stored.count("unreported_blob")).isZero();
    }

    @Test
    void aMemoIsKeptForTheGraceThoughNobodyWaitsForItsTask() throws IOException {
        CacheKey old = new CacheKey("ab".repeat(32));
        CacheKey young = new CacheKey("cd".repeat(32));
        orphans.unreported(old, "old", OLD);
        orphans.unreported(young, "young", YOUNG);

        orphans.searchAndRemove();

        assertThat(cache.blobs.memo(old)).isEmpty();
        assertThat(cache.blobs.memo(young)).isPresent();
    }

    @Test
    void bytesThatOnlyALiveTaskNeededGoWhenItFails() throws IOException {
        cache.picture("bearing");
        String scene = cache.keys("bearing").get(1);
        cache.keep(0);
        UUID again = cache.stored.tasksOf(cache.stored.submit(aStill().ofModel("bearing").from(90).graph())).get(1);
        orphans.age(OLD);

        cache.remove(Duration.ZERO);
        assertThat(cache.hasBlob(scene)).as("while its task waits").isTrue();
        assertThat(orphans.waiting()).isZero();
        cache.stored.jdbc.sql("UPDATE task SET state = 'FAILED' WHERE id = ?").param(again).update();
        orphans.searchAndRemove();

        assertThat(cache.stored.state(again)).isEqualTo(TaskState.FAILED);
        assertThat(cache.hasBlob(scene)).isFalse();
        assertThat(cache.hasBlob(cache.keys("bearing").getLast())).as("the picture").isTrue();
    }

    @Test
    void whatIsStoredAgainAfterItWasFoundStays() throws IOException {
        Sha256 again = orphans.blob("again", OLD);
        Sha256 registered = orphans.blob("registered", OLD);
        Sha256 gone = orphans.blob("gone", OLD);
        orphans.search();
        assertThat(orphans.waiting()).isEqualTo(3);
        orphans.blob("again", Duration.ZERO);
        orphans.register(registered);

        orphans.remove(Duration.ZERO);

        assertThat(orphans.has(again)).isTrue();
        assertThat(orphans.has(registered)).isTrue();
        assertThat(orphans.has(gone)).isFalse();
        assertThat(orphans.waiting()).isZero();
    }

    @Test
    void whatWasRemovedIsRememberedForTheGrace() throws IOException {
        orphans.blob("orphan", OLD);
        orphans.searchAndRemove();

        for (int hours : new int[]{23, 25}) {
            cache.stored.jdbc.sql("UPDATE removable_blob SET removed_at = now() - make_interval(hours => ?)")
                    .param(hours).update();
            orphans.remove(Duration.ZERO);
            assertThat(cache.stored.count("removable_blob")).as("after %d hours", hours).isEqualTo(hours < 24 ? 1 : 0);
        }
    }

    @Test
    void manyPagesAreLookedThroughByWhoeverHasTime() throws IOException {
        List<Sha256> blobs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            blobs.add(orphans.blob("orphan " + i, OLD));
            orphans.unreported(new CacheKey(blobs.getLast().hex()), "orphan " + i, OLD);
        }

        // Each round by another api: begin, 8 pages of memos, 7 pages of blobs
        IntStream.range(0, 16).forEach(round -> orphans.newSearch().goOn(3));
        assertThat(orphans.among()).isEqualTo("NOTHING");
        orphans.remove(Duration.ZERO);

        assertThat(blobs).noneMatch(orphans::has);
        assertThat(cache.blobs.memos(null, 10)).extracting(StoreEntry::name).containsExactly(StoreClaim.KEY);
    }

    @Test
    void severalApisAtOnceSearchOnce() throws IOException {
        for (int i = 0; i < 20; i++) {
            orphans.unreported(new CacheKey(orphans.blob("orphan " + i, OLD).hex()), "orphan " + i, OLD);
        }

        try (ExecutorService apis = Executors.newFixedThreadPool(4)) {
            IntStream.range(0, 4).forEach(api -> apis.execute(() -> {
                OrphanSearch search = orphans.newSearch();
                IntStream.range(0, 30).forEach(round -> search.goOn(2));
            }));
        }

        while (!orphans.among().equals("NOTHING")) {
            orphans.newSearch().goOn(2);
        }
        assertThat(orphans.counted("memo")).isEqualTo(20);
        assertThat(orphans.waiting()).isEqualTo(20);
    }

    @Test
    void aSmallStoreIsNotListedAllTheTime() throws IOException {
        orphans.search();
        Sha256 blob = orphans.blob("orphan", OLD);

        orphans.newSearch().goOn();
        orphans.newSearch().goOn();
        assertThat(orphans.among()).isEqualTo("NOTHING");
        orphans.later(Duration.ofHours(1));
        orphans.searchAndRemove();

        assertThat(orphans.has(blob)).isFalse();
    }

    @Test
    void toAnotherDatabaseTheStoreHasNoOrphans() throws IOException {
        Sha256 blob = orphans.blob("named by the database that the store belongs to", OLD);
        cache.stored.jdbc.sql("UPDATE orphan_search SET store_owner = gen_random_uuid()").update();

        orphans.searchAndRemove();
        orphans.searchAndRemove();

        assertThat(orphans.has(blob)).isTrue();
    }

    @Test
    void aStoreOfNobodyIsClaimedAndNothingRemovedFromItBeforeThatIsCertain() throws IOException {
        Sha256 blob = orphans.blob("orphan", OLD);
        cache.blobs.removeMemo(StoreClaim.KEY);

        orphans.searchAndRemove();
        assertThat(orphans.has(blob)).isTrue();
        orphans.age(OLD);
        orphans.searchAndRemove();

        assertThat(orphans.has(blob)).isFalse();
        assertThat(cache.blobs.memo(StoreClaim.KEY)).as("the claim is no orphan").isPresent();
    }

    @Test
    void whatWasNotStoredToItsEndGoesWhenItIsOld() throws IOException {
        Path old = orphans.unfinished("old", OLD);
        Path young = orphans.unfinished("young", YOUNG);

        orphans.search();

        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(orphans.counted("unfinished")).isOne();
    }

    @Test
    void aStoreThatCannotBeListedLosesNothingAndIsListedLater() throws IOException {
        Sha256 blob = orphans.blob("orphan", OLD);
        Path names = folder.resolve("sha256");
        Files.move(names, folder.resolve("away"));
        Files.createSymbolicLink(names, names);

        orphans.search();
        assertThat(orphans.among()).isEqualTo("BLOBS");
        Files.delete(names);
        Files.move(folder.resolve("away"), names);
        orphans.later(Duration.ofHours(1));
        orphans.searchAndRemove();

        assertThat(orphans.has(blob)).isFalse();
    }
}
