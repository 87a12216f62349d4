package io.renderline.api.tasks;

import java.util.UUID;

import org.junit.jupiter.api.Test;

import static io.renderline.api.tasks.PlanBuilder.aStill;
import static org.assertj.core.api.Assertions.assertThat;

class JobCancellationTest {
    private final StoredTasks tasks = new StoredTasks();

    @Test
    void aCancelledJobTakesItsTasksAlongAndTellsTheirWorkers() {
        UUID job = tasks.submit(aStill().graph());
        UUID tessellate = tasks.tasksOf(job).getFirst();
        tasks.running(tessellate);

        assertThat(tasks.cancellation.cancel(job)).isTrue();

        assertThat(tasks.jobState(job)).isEqualTo(JobState.CANCELLED);
        assertThat(tasks.tasksOf(job)).extracting(tasks::state).containsOnly(TaskState.CANCELLED);
        assertThat(tasks.stopped).containsExactly(tessellate);
    }

    @Test
    void whatAnotherJobNeedsGoesOn() {
        UUID job = tasks.submit(aStill().from(0).graph());
        UUID other = tasks.submit(aStill().from(90).graph());

        tasks.cancellation.cancel(job);

        assertThat(tasks.tasksOf(job)).extracting(tasks::state)
                .containsExactly(TaskState.READY, TaskState.BLOCKED, TaskState.CANCELLED);
        assertThat(tasks.jobState(other)).isEqualTo(JobState.QUEUED);
    }

    @Test
    void anEndedJobCannotBeCancelled() {
        UUID job = tasks.submit(aStill().graph());
        tasks.cancellation.cancel(job);

        assertThat(tasks.cancellation.cancel(job)).isFalse();
        assertThat(tasks.cancellation.cancel(UUID.randomUUID())).isFalse();
    }
}
