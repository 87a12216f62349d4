package io.renderline.api.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.renderline.api.tasks.Priority;
import io.renderline.api.tasks.TaskGraph;

import static io.renderline.api.tasks.PlanBuilder.aStill;
import static org.assertj.core.api.Assertions.assertThat;

/** Jobs that are planned while files are evicted. */
class EvictionRacesTest {
    private static final TaskGraph FURTHER_VIEW = aStill().ofModel("bearing").from(90).graph();

    @TempDir
    private Path folder;
    private FilledCache cache;

    @BeforeEach
    void aPicture() throws IOException {
        cache = new FilledCache(folder);
        cache.picture("bearing");
    }

    @Test
    void whatAPlanReliesOnStaysThoughThePlanIsNotCommittedYet() {
        UUID job = UUID.randomUUID();
        cache.stored.transaction.executeWithoutResult(status -> {
            insert(job);
            cache.stored.scheduler.schedule(job, Priority.NORMAL, FURTHER_VIEW);
            elsewhere(() -> {
                cache.keep(0);
                return true;
            });
        });

        assertThat(cache.made("bearing")).containsExactly("scene", "picture");
        assertThat(cache.tasks(job)).containsExactly("tessellate cached", "prepare-scene cached", "render-view");
    }

    @Test
    void whatIsBeingEvictedIsPlannedAsMissingWithoutWaiting() {
        UUID[] job = new UUID[1];
        cache.stored.transaction.executeWithoutResult(status -> {
            CachedFiles files = new CachedFiles(cache.stored.jdbc);
            files.evict(files.lockOldest(10).stream().map(CachedFiles.Candidate::id).toList());
            job[0] = elsewhere(() -> cache.stored.submit(FURTHER_VIEW));
        });

        assertThat(cache.tasks(job[0])).containsExactly("tessellate", "prepare-scene", "render-view");
        cache.stored.tasksOf(job[0]).forEach(cache::make);
        assertThat(cache.made("bearing")).containsExactly("glb", "scene", "picture");
    }

    @Test
    void twoJobsAndAnEvictionAtOnceLeaveNothingStuck() {
        for (int round = 1; round <= 10; round++) {
            int azimuth = 10 * round;
            List<Callable<UUID>> racers = List.of(
                    () -> cache.stored.submit(aStill().ofModel("bearing").from(azimuth).graph()),
                    () -> cache.stored.submit(aStill().ofModel("bearing").from(azimuth + 1.0).graph()),
                    () -> {
                        cache.keep(0);
                        return new UUID(0, 0);
                    });
            List<UUID> jobs = together(racers).subList(0, 2);

            jobs.stream().flatMap(job -> cache.stored.tasksOf(job).stream()).distinct()
                    .filter(task -> cache.stored.state(task).isLive()).forEach(cache::make);
            assertThat(jobs).allSatisfy(job -> assertThat(cache.stored.jobState(job)).hasToString("SUCCEEDED"));
        }
    }

    @Test
    void twoEvictorsAtOnceTakeNoMoreThanOne() {
        for (int i = 0; i < 5; i++) {
            cache.picture("model " + i);
        }

        together(IntStream.range(0, 4).<Callable<Boolean>>mapToObj(i -> () -> {
            cache.keep(8);
            return true;
        }).toList());
        cache.keep(8);

        long kept = new CachedFiles(cache.stored.jdbc).sizes().values().stream().mapToLong(Long::longValue).sum();
        assertThat(kept).isEqualTo(8L * FilledCache.BYTES);
    }

    private void insert(UUID job) {
        cache.stored.jdbc
                .sql("INSERT INTO job (id, kind, state, request, priority) VALUES (?, 'still', 'QUEUED', '{}', 1)")
                .param(job).update();
    }

    /** In a transaction of its own. */
    private static <R> R elsewhere(Callable<R> work) {
        return together(List.of(work)).getFirst();
    }

    private static <R> List<R> together(List<Callable<R>> racers) {
        try (ExecutorService threads = Executors.newFixedThreadPool(racers.size())) {
            return threads.invokeAll(racers).stream().map(future -> {
                try {
                    return future.get();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
