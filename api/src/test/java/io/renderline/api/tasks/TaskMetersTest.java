package io.renderline.api.tasks;

import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.renderline.core.failure.Failure;
import io.renderline.core.failure.FailureCode;

import static io.renderline.api.tasks.PlanBuilder.aStill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What an operator's meters say of jobs and tasks. */
class TaskMetersTest {
    private static final Failure BROKEN = new Failure(FailureCode.UNREADABLE_MODEL, "The file is damaged.");

    private final StoredTasks tasks = new StoredTasks();

    @Test
    void everyMeterIsThereBeforeAnythingHappens() {
        assertThat(counter("renderline.tasks.ended", "type", "render-view", "queue", "heavy", "outcome", "failed"))
                .isZero();
        assertThat(counter("renderline.task.failures", "code", "WORKER_CRASHED")).isZero();
        assertThat(counter("renderline.jobs.ended", "kind", "still", "outcome", "cancelled")).isZero();
        assertThat(tasks.meters.getMeters()).as("all labels and buckets together").hasSizeLessThan(500);
    }

    @Test
    void whatIsRolledBackIsNotCounted() {
        tasks.transaction.executeWithoutResult(status -> {
            tasks.submit(aStill().graph());
            status.setRollbackOnly();
        });

        assertThat(lookups("render-view", "made")).isZero();
    }

    @Test
    void aPlanTellsWhatWasFoundWhatIsSharedAndWhatMustBeMade() {
        UUID first = tasks.submit(aStill().ofModel("bearing").from(0).graph());
        tasks.submit(aStill().ofModel("bearing").from(0, 90).graph());
        assertThat(lookups("render-view", "made")).isEqualTo(2);
        assertThat(lookups("render-view", "joined")).isEqualTo(1);
        assertThat(lookups("tessellate", "joined")).isEqualTo(1);

        tasks.tasksOf(first).forEach(tasks::made);
        tasks.submit(aStill().ofModel("bearing").from(0).graph());

        assertThat(lookups("render-view", "cached")).isEqualTo(1);
        assertThat(counter("renderline.jobs.ended", "kind", "still", "outcome", "succeeded")).isEqualTo(2);
    }

    @Test
    void aTaskIsTimedWhenItStartsAndCountedWhenItEnds() {
        UUID task = tasks.tasksOf(tasks.submit(aStill().graph())).getFirst();
        tasks.queued(task);
        tasks.started(task);
        tasks.started(task);
        tasks.succeeded(task);
        tasks.succeeded(task);

        assertThat(timer("renderline.task.waiting", "queue", "cpu", "lane", "ordinary").count())
                .as("a redelivery is no start")
                .isEqualTo(1);
        assertThat(timer("renderline.task.running", "type", "tessellate").count()).isEqualTo(1);
        assertThat(counter("renderline.tasks.ended", "type", "tessellate", "queue", "cpu", "outcome", "succeeded"))
                .isEqualTo(1);
        assertThat(counter("renderline.task.engine", "type", "tessellate", "queue", "cpu")).isPositive();
    }

    @Test
    void aFailureIsCountedByItsCodeAndARetryIsNoFailure() {
        UUID job = tasks.submit(aStill().graph());
        UUID task = tasks.tasksOf(job).getFirst();
        tasks.queued(task);
        tasks.failed(task, FailureCode.ENGINE_CRASHED);
        tasks.queued(task);
        tasks.failed(task, FailureCode.UNREADABLE_MODEL);

        assertThat(counter("renderline.task.retries", "code", "ENGINE_CRASHED")).isEqualTo(1);
        assertThat(counter("renderline.task.failures", "code", "ENGINE_CRASHED")).isZero();
        assertThat(counter("renderline.task.failures", "code", "UNREADABLE_MODEL")).isEqualTo(1);
        assertThat(counter("renderline.jobs.ended", "kind", "still", "outcome", "failed")).isEqualTo(1);
        assertThat(counter("renderline.tasks.ended", "type", "prepare-scene", "queue", "cpu", "outcome", "cancelled"))
                .isEqualTo(1);
    }

    @Test
    void whatIsRolledBackHasNotHappened() {
        UUID task = tasks.tasksOf(tasks.submit(aStill().graph())).getFirst();
        tasks.queued(task);

        assertThatThrownBy(() -> tasks.transaction.executeWithoutResult(status -> {
            tasks.failure.fail(task, 1, BROKEN);
            throw new IllegalStateException("rolled back");
        })).hasMessage("rolled back");

        assertThat(counter("renderline.task.failures", "code", "UNREADABLE_MODEL")).isZero();
        assertThat(counter("renderline.jobs.ended", "kind", "still", "outcome", "failed")).isZero();
    }

    private double lookups(String type, String result) {
        return counter("renderline.cache.lookups", "type", type, "result", result);
    }

    private double counter(String name, String... tags) {
        Meter meter = tasks.meters.get(name).tags(tags).meter();
        return ((Counter) meter).count();
    }

    private Timer timer(String name, String... tags) {
        return tasks.meters.get(name).tags(tags).timer();
    }
}
