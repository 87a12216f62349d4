package io.renderline.api.tasks;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import static io.renderline.api.tasks.PlanBuilder.aStill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The watch of these looks at the database once an hour: what it notices was told. */
class JobEndWatchTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final StoredTasks tasks = new StoredTasks();
    private final JobEndWatch watch = tasks.watch;

    @Test
    void allWhoWaitForAJobAreToldOfItsEnd() {
        UUID job = tasks.submit(aStill().graph());
        CompletableFuture<Void> one = waiting(job, LONG);
        CompletableFuture<Void> other = waiting(job, LONG);
        UUID unended = tasks.submit(aStill().from(90).graph());
        CompletableFuture<Void> third = waiting(unended, LONG);
        await().until(() -> watch.awaited() == 2);

        tasks.cancellation.cancel(job);

        await().until(() -> one.isDone() && other.isDone());
        assertThat(third).isNotDone();
        watch.stop();
        await().until(third::isDone);
        await().until(() -> watch.awaited() == 0);
    }

    @Test
    void whatHasEndedOrIsNotThereIsNotWaitedFor() {
        UUID job = tasks.submit(aStill().graph());
        tasks.cancellation.cancel(job);

        await().until(waiting(job, LONG)::isDone);
        await().until(waiting(UUID.randomUUID(), LONG)::isDone);
        assertThat(watch.awaited()).isZero();
    }

    @Test
    void nobodyWaitsLongerThanAskedFor() {
        UUID job = tasks.submit(aStill().graph());

        await().until(waiting(job, Duration.ofMillis(20))::isDone);
        assertThat(watch.awaited()).isZero();
    }

    @Test
    void anEndThatAnotherProcessHasBroughtAboutIsFoundByLooking() {
        JobEndWatch untold = new JobEndWatch(tasks.jdbc, Duration.ofMillis(20));
        untold.start();
        UUID job = tasks.submit(aStill().graph());
        CompletableFuture<Void> waiting = waiting(untold, job, LONG);
        await().until(() -> untold.awaited() == 1);

        tasks.cancellation.cancel(job);

        await().until(waiting::isDone);
    }

    private CompletableFuture<Void> waiting(UUID job, Duration most) {
        return waiting(watch, job, most);
    }

    private static CompletableFuture<Void> waiting(JobEndWatch watch, UUID job, Duration most) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                watch.await(job, most);
                done.complete(null);
            } catch (InterruptedException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }
}
