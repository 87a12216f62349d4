package io.renderline.api.tasks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class TaskStateTest {
    @Test
    void aTaskRunsFromBlockedToSucceeded() {
        assertThat(TaskState.BLOCKED.next()).contains(TaskState.READY);
        assertThat(TaskState.READY.next()).contains(TaskState.QUEUED);
        assertThat(TaskState.QUEUED.next()).contains(TaskState.RUNNING);
        assertThat(TaskState.RUNNING.next()).contains(TaskState.SUCCEEDED, TaskState.FAILED, TaskState.READY);
    }

    @ParameterizedTest
    @EnumSource(names = {"SUCCEEDED", "FAILED", "CANCELLED"})
    void whatHasEndedStaysEnded(TaskState ended) {
        assertThat(ended.next()).isEmpty();
        assertThat(ended.isLive()).isFalse();
    }

    @Test
    void aTaskThatWasNeverPublishedCannotRunOrFail() {
        assertThat(TaskState.READY.next()).doesNotContain(TaskState.RUNNING, TaskState.FAILED);
        assertThat(TaskState.BLOCKED.next()).doesNotContain(TaskState.QUEUED, TaskState.RUNNING, TaskState.FAILED);
    }

    @Test
    void onlyATaskThatWasPublishedCanLoseItsInputs() {
        assertThat(TaskState.BLOCKED.previous()).containsExactlyInAnyOrder(TaskState.QUEUED, TaskState.RUNNING);
    }

    @Test
    void previousIsTheInverseOfNext() {
        assertThat(TaskState.FAILED.previous()).containsExactlyInAnyOrder(TaskState.QUEUED, TaskState.RUNNING);
        assertThat(SqlStates.before(TaskState.FAILED)).isEqualTo("('QUEUED', 'RUNNING')");
    }

    @Test
    void theIndexOfTasksInFlightCoversExactlyTheLiveStates() {
        assertThat(SqlStates.LIVE_TASKS).isEqualTo("('BLOCKED', 'READY', 'QUEUED', 'RUNNING')");
        assertThat(SqlStates.LIVE_JOBS).isEqualTo("('QUEUED', 'RUNNING')");
    }
}
