package io.renderline.api.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.renderline.api.tasks.PlanBuilder.aStill;
import static org.assertj.core.api.Assertions.assertThat;

/** What must hold whoever comes first. Each race is run often enough that either order occurs. */
class TaskRacesTest {
    private static final int ROUNDS = 25;

    private final StoredTasks tasks = new StoredTasks();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void equalJobsSubmittedAtOnceShareTheirTasks() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            TaskGraph graph = aStill().ofModel("model " + round).from(0, 90).graph();
            List<UUID> jobs = new ArrayList<>();
            atOnce(() -> add(jobs, tasks.submit(graph)), () -> add(jobs, tasks.submit(graph)),
                    () -> add(jobs, tasks.submit(graph)));

            assertThat(jobs.stream().map(tasks::tasksOf).distinct()).hasSize(1);
        }
    }

    @Test
    void aJobThatJoinsATaskWhileItSucceedsIsNotLeftWaiting() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String model = "model " + round;
            UUID tessellate = tasks.tasksOf(tasks.submit(aStill().ofModel(model).from(0).graph())).getFirst();
            tasks.running(tessellate);
            List<UUID> joined = new ArrayList<>();
            atOnce(() -> tasks.succeeded(tessellate),
                    () -> add(joined, tasks.submit(aStill().ofModel(model).from(90).graph())));

            List<UUID> needed = tasks.tasksOf(joined.getFirst());
            UUID geometry = needed.getFirst();
            if (tasks.state(geometry) == TaskState.READY) {
                // It was planned after the success was looked up and before it was committed: made once more, from the memo.
                tasks.made(geometry);
            }
            assertThat(tasks.state(needed.get(1))).isEqualTo(TaskState.READY);
        }
    }

    @Test
    void aJobThatJoinsATaskWhileAnotherIsCancelledStillGetsIt() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            TaskGraph graph = aStill().ofModel("model " + round).graph();
            UUID first = tasks.submit(graph);
            List<UUID> joined = new ArrayList<>();
            atOnce(() -> tasks.cancellation.cancel(first), () -> add(joined, tasks.submit(graph)));

            assertThat(tasks.tasksOf(joined.getFirst())).extracting(tasks::state)
                    .containsExactly(TaskState.READY, TaskState.BLOCKED, TaskState.BLOCKED);
        }
    }

    @Test
    void twoInputsThatAreMadeAtOnceReleaseTheirCommonDependant() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            UUID job = tasks.submit(aStill().ofModel("model " + round).from(0, 90).graph());
            List<UUID> ids = tasks.tasksOf(job);
            UUID first = ids.get(2);
            UUID second = ids.get(3);
            UUID film = filmOf(first, second);
            tasks.queued(first);
            tasks.queued(second);
            atOnce(() -> tasks.succeeded(first), () -> tasks.succeeded(second));

            assertThat(tasks.state(film)).isEqualTo(TaskState.READY);
        }
    }

    @Test
    void aJobWhoseLastTasksEndAtOnceEndsOnce() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            UUID job = tasks.submit(aStill().ofModel("model " + round).from(0, 90).graph());
            List<UUID> ids = tasks.tasksOf(job);
            tasks.made(ids.get(0));
            tasks.made(ids.get(1));
            tasks.queued(ids.get(2));
            tasks.queued(ids.get(3));
            atOnce(() -> tasks.succeeded(ids.get(2)), () -> tasks.succeeded(ids.get(3)));

            assertThat(tasks.jobState(job)).isEqualTo(JobState.SUCCEEDED);
        }
    }

    /** A task that waits for both views, as the encoding of a film does. */
    private UUID filmOf(UUID first, UUID second) {
        UUID film = UUID.randomUUID();
        tasks.jdbc.sql("""
                INSERT INTO task (id, cache_key, type, queue, params, engine, state, priority, turn)
                VALUES (?, encode(sha256(?::text::bytea), 'hex'), 'encode', 'cpu', '{}', 'ffmpeg', 'BLOCKED', 1, 1)""")
                .param(film).param(film.toString()).update();
        for (UUID view : Set.of(first, second)) {
            tasks.jdbc.sql("""
                    INSERT INTO task_input (task_id, name, maker_key, maker_output, maker_task_id)
                    SELECT ?, id::text, cache_key, 'image', id FROM task WHERE id = ?""").param(film).param(view)
                    .update();
        }
        return film;
    }

    private void atOnce(Runnable... runs) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(runs.length);
        List<Future<?>> futures = new ArrayList<>();
        for (Runnable run : runs) {
            futures.add(threads.submit(() -> {
                barrier.await();
                run.run();
                return null;
            }));
        }
        for (Future<?> future : futures) {
            future.get(20, TimeUnit.SECONDS);
        }
    }

    private static void add(List<UUID> jobs, UUID job) {
        synchronized (jobs) {
            jobs.add(job);
        }
    }
}
