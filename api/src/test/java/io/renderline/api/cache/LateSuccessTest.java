package io.renderline.api.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.renderline.api.tasks.JobState;
import io.renderline.api.tasks.TaskState;
import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;
import io.renderline.core.media.AssetKind;
import io.renderline.core.message.OutputFile;
import io.renderline.core.message.TaskEvent;
import io.renderline.core.message.TaskResult;

import static io.renderline.api.tasks.PlanBuilder.aStill;
import static org.assertj.core.api.Assertions.assertThat;

/** Successes that are heard of when what they had stored may have been removed already. */
class LateSuccessTest {
    private static final Duration LONG = Duration.ofDays(3);

    @TempDir
    private Path folder;
    private FilledCache cache;
    private OrphanRounds orphans;
    private UUID job;
    private UUID task;
    private CacheKey key;

    @BeforeEach
    void aTaskThatRuns() throws IOException {
        cache = new FilledCache(folder);
        orphans = new OrphanRounds(cache, folder);
        job = cache.stored.submit(aStill().graph());
        task = cache.stored.tasksOf(job).getFirst();
        key = new CacheKey(cache.stored.column(task, "cache_key"));
        cache.stored.running(task);
    }

    @Test
    void oneWhoseOutputIsThereCountsHoweverLateItIs() throws IOException {
        Sha256 output = orphans.blob("geometry", LONG);

        heard(output, LONG);

        assertThat(cache.stored.state(task)).isEqualTo(TaskState.SUCCEEDED);
        assertThat(cache.isMade(key.hex())).isTrue();
    }

    @Test
    void oneWhoseOutputIsGoneMakesNoAssetAndTheTaskIsDoneAgain() throws IOException {
        Sha256 output = orphans.blob("geometry", LONG);
        cache.blobs.remove(output);

        heard(output, LONG);

        assertThat(cache.stored.state(task)).isEqualTo(TaskState.READY);
        assertThat(cache.stored.column(task, "error_code")).isEqualTo("OUTPUT_LOST");
        assertThat(cache.stored.count("media_asset")).isZero();
        cache.stored.running(task);
        orphans.blob("geometry", Duration.ZERO);
        heard(output, Duration.ZERO);
        assertThat(cache.stored.state(task)).isEqualTo(TaskState.SUCCEEDED);
    }

    @Test
    void whatWasJustRemovedIsNoticedThoughTheSuccessIsYoung() throws IOException {
        Sha256 output = orphans.blob("geometry", Duration.ofHours(25));
        orphans.search();
        orphans.remove(Duration.ZERO);
        assertThat(orphans.has(output)).isFalse();

        heard(output, Duration.ZERO);

        assertThat(cache.stored.column(task, "error_code")).isEqualTo("OUTPUT_LOST");
        assertThat(cache.stored.count("media_asset")).isZero();
    }

    @Test
    void aStoreThatLosesItAgainAndAgainEndsTheJobWithItsCode() throws IOException {
        Sha256 output = orphans.blob("geometry", LONG);
        cache.blobs.remove(output);
        for (int attempt = 1; attempt <= 3; attempt++) {
            heard(output, LONG);
            if (attempt < 3) {
                cache.stored.running(task);
            }
        }

        assertThat(cache.stored.jobState(job)).isEqualTo(JobState.FAILED);
        assertThat(cache.stored.jdbc.sql("SELECT error_code || ' ' || error_message FROM job").query(String.class)
                .single()).startsWith("OUTPUT_LOST").contains("'geometry'", "blob store keeps what is written");
    }

    @Test
    void anEarlierAttemptsLossDoesNotTouchTheCurrentOne() throws IOException {
        Sha256 output = orphans.blob("geometry", LONG);
        cache.blobs.remove(output);
        cache.stored.jdbc.sql("UPDATE task SET attempt = 2 WHERE id = ?").param(task).update();

        cache.stored.progression.apply(List.of(success(output, 1, LONG)));

        assertThat(cache.stored.state(task)).isEqualTo(TaskState.RUNNING);
        assertThat(cache.stored.count("media_asset")).isZero();
    }

    @Test
    void aStoreThatIsAwayCostsNoAttempt() throws IOException {
        Sha256 output = orphans.blob("geometry", LONG);
        Path away = folder.resolve("sha256/" + output.hex().substring(0, 2));
        Files.delete(away.resolve(output.hex()));
        Files.delete(away);
        Files.createSymbolicLink(away, away);

        heard(output, LONG);

        assertThat(cache.stored.state(task)).isEqualTo(TaskState.READY);
        assertThat(cache.stored.column(task, "error_code")).isEqualTo("STORAGE_UNAVAILABLE");
        assertThat(cache.stored.column(task, "storage_away")).isEqualTo("1");
    }

    @Test
    void aSuccessThatIsTakenInWhileItsOutputIsRemovedKeepsIt() throws IOException {
        Sha256 output = orphans.blob("geometry", Duration.ofHours(25));
        orphans.search();

        CompletableFuture<Void> removal = cache.stored.transaction.execute(status -> {
            cache.stored.progression.apply(List.of(success(output, 1, Duration.ZERO)));
            CompletableFuture<Void> racing = CompletableFuture.runAsync(() -> orphans.remove(Duration.ZERO));
            awaitWaitingFor(cache.stored.jdbc);
            return racing;
        });
        removal.join();

        assertThat(cache.isMade(key.hex())).isTrue();
        assertThat(orphans.has(output)).isTrue();
    }

    /** Until the removal waits for the blob. */
    private static void awaitWaitingFor(JdbcClient sql) {
        Awaitility.await().until(() -> sql.sql("""
                SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
                    AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))""")
                .query(Boolean.class).single());
    }

    private void heard(Sha256 output, Duration ago) {
        cache.stored.progression.apply(List.of(success(output, cache.stored.attempt(task), ago)));
    }

    private TaskEvent.Succeeded success(Sha256 output, int attempt, Duration ago) {
        OutputFile file = new OutputFile("geometry", output, "geometry".length(), AssetKind.GLTF_GEOMETRY,
                "model/gltf-binary", null, null);
        return new TaskEvent.Succeeded(task, attempt, "worker", Instant.now().minus(ago), key,
                new TaskResult(List.of(file), null, 5, 9, false, 1));
    }
}
