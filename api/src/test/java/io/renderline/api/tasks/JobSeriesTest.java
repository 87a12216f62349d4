package io.renderline.api.tasks;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Many jobs that are scheduled at once. */
class JobSeriesTest {
    private final StoredTasks tasks = new StoredTasks();

    @Test
    void jobsOfOneCallShareWhatTheyBothNeed() {
        TaskGraph first = PlanBuilder.aStill().ofModel("shared").from(0, 90).graph();
        TaskGraph second = PlanBuilder.aStill().ofModel("shared").from(90, 180).graph();

        List<UUID> jobs = tasks.submit(new FairTurns(), first, second);

        assertThat(tasks.count("task")).isEqualTo(5);
        List<UUID> ofFirst = tasks.tasksOf(jobs.getFirst());
        List<UUID> ofSecond = tasks.tasksOf(jobs.getLast());
        assertThat(ofSecond.subList(0, 3)).containsExactly(ofFirst.get(0), ofFirst.get(1), ofFirst.get(3));
        ofFirst.forEach(tasks::made);
        assertThat(tasks.jobState(jobs.getFirst())).isEqualTo(JobState.SUCCEEDED);
        assertThat(tasks.jobState(jobs.getLast())).isEqualTo(JobState.RUNNING);
        tasks.made(ofSecond.get(3));
        assertThat(tasks.jobState(jobs.getLast())).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void whatIsMadeAlreadyEndsTheJobsThatNeedNothingElse() {
        TaskGraph made = PlanBuilder.aStill().ofModel("known").from(0).graph();
        tasks.tasksOf(tasks.submit(made)).forEach(tasks::made);

        List<UUID> jobs = tasks.submit(new FairTurns(), made, PlanBuilder.aStill().ofModel("new").graph(), made);

        assertThat(jobs).extracting(tasks::jobState).containsExactly(JobState.SUCCEEDED, JobState.QUEUED,
                JobState.SUCCEEDED);
    }

    @Test
    void jobsOfOneClientTakeTurnsAsOneClient() {
        FairTurns client = new FairTurns();
        List<UUID> series = tasks.submit(client, model("a"), model("b"), model("c"));
        UUID other = tasks.submit(model("other"));
        List<UUID> later = tasks.submit(client, model("d"));

        assertThat(series).extracting(this::turnOfFirstTask).containsExactly("1", "3", "5");
        assertThat(turnOfFirstTask(other)).isEqualTo("1");
        assertThat(later).extracting(this::turnOfFirstTask).containsExactly("7");
    }

    @Test
    void turnsAreWrittenDownAndTakenUpAgain() {
        FairTurns client = new FairTurns();
        tasks.submit(client, model("a"));

        FairTurns restored = FairTurns.of(client.byLabel());
        UUID next = tasks.submit(restored, model("b")).getFirst();

        assertThat(client.byLabel()).containsEntry("cpu", 2L).containsEntry("light", 1L);
        assertThat(turnOfFirstTask(next)).isEqualTo("3");
    }

    private String turnOfFirstTask(UUID job) {
        return tasks.column(tasks.tasksOf(job).getFirst(), "turn");
    }

    private static TaskGraph model(String name) {
        return PlanBuilder.aStill().ofModel(name).graph();
    }
}
