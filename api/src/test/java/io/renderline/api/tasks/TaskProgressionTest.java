package io.renderline.api.tasks;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.renderline.core.failure.FailureCode;

import static io.renderline.api.tasks.PlanBuilder.aStill;
import static org.assertj.core.api.Assertions.assertThat;

class TaskProgressionTest {
    private final StoredTasks tasks = new StoredTasks();
    private final UUID job = tasks.submit(aStill().from(0, 90).graph());
    private final UUID tessellate = tasks.tasksOf(job).get(0);
    private final UUID prepare = tasks.tasksOf(job).get(1);
    private final UUID firstView = tasks.tasksOf(job).get(2);
    private final UUID secondView = tasks.tasksOf(job).get(3);

    @Test
    void theFirstStartedTaskStartsTheJob() {
        tasks.running(tessellate);

        assertThat(tasks.state(tessellate)).isEqualTo(TaskState.RUNNING);
        assertThat(tasks.jobState(job)).isEqualTo(JobState.RUNNING);
    }

    @Test
    void aSuccessBecomesAnAssetAndReleasesWhatWaitedForIt() {
        tasks.made(tessellate);

        assertThat(tasks.state(prepare)).isEqualTo(TaskState.READY);
        assertThat(tasks.state(firstView)).isEqualTo(TaskState.BLOCKED);
        assertThat(tasks.count("media_asset")).isEqualTo(1);
    }

    @Test
    void theLastSuccessEndsTheJob() {
        tasks.made(tessellate);
        tasks.made(prepare);
        tasks.made(firstView);
        assertThat(tasks.jobState(job)).isEqualTo(JobState.RUNNING);

        tasks.made(secondView);

        assertThat(tasks.jobState(job)).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aSuccessReportedTwiceCountsOnce() {
        tasks.running(tessellate);
        var success = tasks.success(tessellate);

        tasks.progression.apply(List.of(success, success));
        tasks.progression.apply(List.of(success));

        assertThat(tasks.count("media_asset")).isEqualTo(1);
        assertThat(counter("tasks_succeeded")).isEqualTo(1);
    }

    @Test
    void aStartAndAnEndThatAreHeardOfTogetherBothCount() {
        tasks.queued(tessellate);

        tasks.progression.apply(List.of(tasks.start(tessellate), tasks.success(tessellate)));

        assertThat(tasks.state(tessellate)).isEqualTo(TaskState.SUCCEEDED);
        assertThat(tasks.column(tessellate, "begun")).isEqualTo("1");
        assertThat(tasks.state(prepare)).isEqualTo(TaskState.READY);
        assertThat(tasks.jobState(job)).isEqualTo(JobState.RUNNING);
    }

    @Test
    void amongTheStartsHeardOfTogetherThoseOfCancelledTasksAreStopped() {
        UUID live = tasks.tasksOf(tasks.submit(aStill().ofModel("other").graph())).getFirst();
        tasks.queued(tessellate);
        tasks.queued(live);
        tasks.cancellation.cancel(job);
        tasks.stopped.clear();

        tasks.progression.apply(List.of(tasks.start(live), tasks.start(tessellate)));

        assertThat(tasks.stopped).containsExactly(tessellate);
        assertThat(tasks.state(live)).isEqualTo(TaskState.RUNNING);
        assertThat(tasks.state(tessellate)).isEqualTo(TaskState.CANCELLED);
    }

    @Test
    void aStartReportedAfterTheEndChangesNothing() {
        tasks.made(tessellate);

        tasks.started(tessellate);

        assertThat(tasks.state(tessellate)).isEqualTo(TaskState.SUCCEEDED);
    }

    @Test
    void aPassingFailureIsTriedAgainLater() {
        tasks.running(tessellate);

        tasks.failed(tessellate, FailureCode.ENGINE_CRASHED);

        assertThat(tasks.state(tessellate)).isEqualTo(TaskState.READY);
        assertThat(tasks.jobState(job)).isEqualTo(JobState.RUNNING);
        assertThat(notBeforeNow(tessellate)).isFalse();
    }

    @Test
    void aPassingFailureIsTheEndAfterTheLastAttempt() {
        for (int attempt = 1; attempt <= StoredTasks.ATTEMPTS; attempt++) {
            tasks.running(tessellate);
            tasks.failed(tessellate, FailureCode.ENGINE_CRASHED);
        }

        assertThat(tasks.state(tessellate)).isEqualTo(TaskState.FAILED);
        assertThat(tasks.jobState(job)).isEqualTo(JobState.FAILED);
    }

    @Test
    void eachFurtherAttemptWaitsTwiceAsLong() {
        int hour = 3600;
        for (int attempt = 1; attempt < StoredTasks.ATTEMPTS; attempt++) {
            tasks.running(tessellate);
            tasks.failed(tessellate, FailureCode.ENGINE_CRASHED);

            assertThat(waitSeconds(tessellate)).isBetween(attempt * hour - 60, attempt * hour);
        }
    }

    @Test
    void aStoreThatIsAwayIsWaitedForLongerAndLongerAndCostsNoAttempt() {
        int[] seconds = {10, 20, 40, 80, 160, 300, 300};
        for (int expected : seconds) {
            tasks.running(tessellate);
            tasks.failed(tessellate, FailureCode.STORAGE_UNAVAILABLE);

            assertThat(tasks.state(tessellate)).isEqualTo(TaskState.READY);
            assertThat(waitSeconds(tessellate)).isBetween(expected - 5, expected);
        }

        for (int attempt = 1; attempt < StoredTasks.ATTEMPTS; attempt++) {
            tasks.running(tessellate);
            tasks.failed(tessellate, FailureCode.ENGINE_CRASHED);
            assertThat(tasks.state(tessellate)).isEqualTo(TaskState.READY);
        }
        tasks.running(tessellate);
        tasks.failed(tessellate, FailureCode.ENGINE_CRASHED);
        assertThat(tasks.jobState(job)).isEqualTo(JobState.FAILED);
    }

    @Test
    void aPermanentFailureEndsTheJobAndWhatOnlyItNeeded() {
        tasks.running(tessellate);

        tasks.failed(tessellate, FailureCode.UNREADABLE_MODEL);

        assertThat(tasks.jobState(job)).isEqualTo(JobState.FAILED);
        assertThat(tasks.state(tessellate)).isEqualTo(TaskState.FAILED);
        assertThat(List.of(prepare, firstView, secondView)).extracting(tasks::state)
                .containsOnly(TaskState.CANCELLED);
        assertThat(counter("tasks_failed")).isEqualTo(1);
        assertThat(error()).isEqualTo("UNREADABLE_MODEL: It went wrong.");
    }

    @Test
    void aFailedViewStopsTheOtherViewsAtTheirWorkers() {
        tasks.made(tessellate);
        tasks.made(prepare);
        tasks.running(firstView);
        tasks.running(secondView);

        tasks.failed(firstView, FailureCode.GPU_REQUIRED);

        assertThat(tasks.state(secondView)).isEqualTo(TaskState.CANCELLED);
        assertThat(tasks.stopped).containsExactly(secondView);
    }

    @Test
    void aFailureFailsAllJobsThatNeedTheTaskAndSparesTheOthers() {
        UUID sharing = tasks.submit(aStill().from(180).graph());
        UUID other = tasks.submit(aStill().ofModel("another").graph());
        tasks.running(tessellate);

        tasks.failed(tessellate, FailureCode.EMPTY_MODEL);

        assertThat(tasks.jobState(sharing)).isEqualTo(JobState.FAILED);
        assertThat(tasks.jobState(other)).isEqualTo(JobState.QUEUED);
    }

    @Test
    void aLateFailureOfAnEarlierAttemptCannotFailTheCurrentOne() {
        tasks.running(tessellate);
        tasks.failed(tessellate, FailureCode.WORKER_LOST);
        tasks.running(tessellate);

        tasks.failed(tessellate, 1, FailureCode.UNREADABLE_MODEL);

        assertThat(tasks.state(tessellate)).isEqualTo(TaskState.RUNNING);
        assertThat(tasks.attempt(tessellate)).isEqualTo(2);
    }

    @Test
    void aFailureOfAWorkerThatTheAttemptWasTakenFromChangesNothing() {
        tasks.running(tessellate);
        tasks.jdbc.sql("UPDATE task SET worker = 'another' WHERE id = ?").param(tessellate).update();

        tasks.failed(tessellate, FailureCode.TIMEOUT);
        tasks.failed(tessellate, FailureCode.UNREADABLE_MODEL);

        assertThat(tasks.state(tessellate)).isEqualTo(TaskState.RUNNING);
        assertThat(tasks.jobState(job)).isEqualTo(JobState.RUNNING);
    }

    @Test
    void aLateSuccessOfAnEarlierAttemptIsWelcome() {
        tasks.running(tessellate);
        var late = tasks.success(tessellate);
        tasks.failed(tessellate, FailureCode.WORKER_LOST);

        tasks.progression.apply(List.of(late));

        assertThat(tasks.state(tessellate)).isEqualTo(TaskState.SUCCEEDED);
        assertThat(tasks.state(prepare)).isEqualTo(TaskState.READY);
    }

    @Test
    void aSuccessOfACancelledTaskIsKeptForTheNextJob() {
        tasks.running(tessellate);
        tasks.cancellation.cancel(job);

        tasks.succeeded(tessellate);

        assertThat(tasks.state(tessellate)).isEqualTo(TaskState.CANCELLED);
        UUID next = tasks.submit(aStill().from(0).graph());
        assertThat(tasks.tasksOf(next)).contains(tessellate);
        assertThat(tasks.state(tasks.tasksOf(next).get(1))).isEqualTo(TaskState.READY);
    }

    @Test
    void aWorkerThatStartsSomethingCancelledIsTold() {
        tasks.queued(tessellate);
        tasks.cancellation.cancel(job);
        tasks.stopped.clear();

        tasks.started(tessellate);

        assertThat(tasks.stopped).containsExactly(tessellate);
    }

    @Test
    void aRedeliveredTaskBelongsToItsNewWorker() {
        tasks.running(tessellate);
        tasks.jdbc.sql("UPDATE task SET worker = 'gone' WHERE id = ?").param(tessellate).update();

        tasks.started(tessellate);

        assertThat(tasks.column(tessellate, "worker")).isEqualTo("worker");
    }

    private int counter(String column) {
        return tasks.jdbc.sql("SELECT " + column + " FROM job WHERE id = ?").param(job).query(Integer.class).single();
    }

    private String error() {
        return tasks.jdbc.sql("SELECT error_code || ': ' || error_message FROM job WHERE id = ?").param(job)
                .query(String.class).single();
    }

    private int waitSeconds(UUID task) {
        return tasks.jdbc.sql("SELECT ceil(extract(epoch FROM not_before - clock_timestamp())) FROM task WHERE id = ?")
                .param(task).query(Integer.class).single();
    }

    private boolean notBeforeNow(UUID task) {
        return tasks.jdbc.sql("SELECT not_before <= now() FROM task WHERE id = ?").param(task).query(Boolean.class)
                .single();
    }
}
