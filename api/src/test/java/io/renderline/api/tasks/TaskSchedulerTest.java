package io.renderline.api.tasks;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static io.renderline.api.tasks.PlanBuilder.aStill;
import static org.assertj.core.api.Assertions.assertThat;

class TaskSchedulerTest {
    private final StoredTasks tasks = new StoredTasks();

    @Test
    void onlyWhatNeedsNothingElseIsReady() {
        UUID job = tasks.submit(aStill().graph());

        assertThat(tasks.tasksOf(job)).extracting(tasks::state)
                .containsExactly(TaskState.READY, TaskState.BLOCKED, TaskState.BLOCKED);
        assertThat(tasks.jobState(job)).isEqualTo(JobState.QUEUED);
    }

    @Test
    void whatIsUnderWayForAnotherJobIsWaitedForInsteadOfMadeTwice() {
        UUID first = tasks.submit(aStill().from(0).graph());
        UUID second = tasks.submit(aStill().from(0, 90).graph());

        assertThat(tasks.tasksOf(second)).containsAll(tasks.tasksOf(first));
        assertThat(tasks.count("task")).isEqualTo(4);
    }

    @Test
    void aSecondViewFindsGeometryAndSceneAgain() {
        finish(tasks.submit(aStill().from(0).graph()));

        UUID second = tasks.submit(aStill().from(90).graph());

        assertThat(cached(second)).containsExactly(true, true, false);
        assertThat(tasks.state(tasks.tasksOf(second).get(2))).isEqualTo(TaskState.READY);
    }

    @Test
    void aJobOfWhichAllIsMadeHasSucceededWhenItIsAnswered() {
        finish(tasks.submit(aStill().from(0, 90).graph()));

        UUID second = tasks.submit(aStill().from(90, 0).graph());

        assertThat(tasks.jobState(second)).isEqualTo(JobState.SUCCEEDED);
        assertThat(cached(second)).containsOnly(true);
        assertThat(tasks.count("task")).isEqualTo(4);
    }

    /** A connection keeps how it looks for a row's parents: what suits small tables must not be done to large ones. */
    @Test
    void aLargeJobAfterSmallOnesReadsNoTableOncePerRow() {
        tasks.submit(aStill().from(angles(20)).graph());
        tasks.jdbc.sql("ANALYZE").update();

        long read = tasks.rowsRead(() -> {
            tasks.submit(aStill().ofModel("nut").from(angles(20)).graph());
            tasks.submit(aStill().ofModel("bolt").from(angles(1000)).graph());
        });

        assertThat(read).isLessThan(30_000);
    }

    private static double[] angles(int number) {
        return IntStream.range(0, number).mapToDouble(i -> 0.25 * i).toArray();
    }

    @Test
    void anEvictedIntermediateIsNotMadeAgainWhenNothingMissingNeedsIt() {
        finish(tasks.submit(aStill().from(0).graph()));
        evict("tessellate");

        UUID second = tasks.submit(aStill().from(90).graph());

        assertThat(cached(second)).containsExactly(true, false);
        assertThat(tasks.tasksOf(second)).extracting(task -> tasks.column(task, "type"))
                .containsExactly("prepare-scene", "render-view");
    }

    @Test
    void anEvictedIntermediateIsMadeAgainWhenSomethingMissingNeedsIt() {
        finish(tasks.submit(aStill().from(0).graph()));
        evict("tessellate");
        evict("prepare-scene");

        UUID second = tasks.submit(aStill().from(90).graph());

        assertThat(tasks.tasksOf(second)).extracting(tasks::state)
                .containsExactly(TaskState.READY, TaskState.BLOCKED, TaskState.BLOCKED);
    }

    @Test
    void anUrgentJobRaisesThePriorityOfWhatItShares() {
        UUID slow = tasks.submit(Priority.LOW, aStill().from(0).graph());
        tasks.submit(Priority.HIGH, aStill().from(90).graph());
        tasks.submit(Priority.NORMAL, aStill().from(180).graph());

        assertThat(tasks.tasksOf(slow)).extracting(task -> tasks.column(task, "priority")).containsExactly("3", "3",
                "0");
    }

    @Test
    void manyPicturesAreNeverUrgentHoweverHighTheirPriority() {
        double[] few = IntStream.range(0, Rank.FEW).asDoubleStream().toArray();
        double[] many = IntStream.rangeClosed(0, Rank.FEW).asDoubleStream().toArray();

        UUID small = tasks.submit(Priority.HIGH, aStill().from(few).graph());
        assertThat(ranks(small)).containsOnly(Rank.URGENT);
        assertThat(ranks(tasks.submit(Priority.HIGH, aStill().ofModel("of many").from(many).graph())))
                .containsOnly(Rank.HIGH);
        finish(small);
        assertThat(ranks(tasks.submit(Priority.HIGH, aStill().from(many).graph())))
                .as("nobody waits for what is made").endsWith(Rank.URGENT);
    }

    @Test
    void jobsOfOneCallAreManyTogether() {
        double[] half = IntStream.rangeClosed(0, Rank.FEW / 2).asDoubleStream().toArray();

        List<UUID> jobs = tasks.submit(Priority.HIGH, new FairTurns(), aStill().ofModel("first").from(half).graph(),
                aStill().ofModel("second").from(half).graph());

        assertThat(jobs).allSatisfy(job -> assertThat(ranks(job)).containsOnly(Rank.HIGH));
    }

    @Test
    void aSmallJobPassesALargeOneThatCameBefore() {
        UUID large = tasks.submit(aStill().ofModel("large").from(1, 2, 3, 4, 5).graph());
        UUID small = tasks.submit(aStill().ofModel("small").from(1).graph());

        int smallTurn = Integer.parseInt(tasks.column(tasks.tasksOf(small).getLast(), "turn"));
        assertThat(smallTurn).isLessThan(Integer.parseInt(tasks.column(tasks.tasksOf(large).getLast(), "turn")));
    }

    @Test
    void aJobOfManyViewsIsFoundAgainWhole() {
        double[] azimuths = new double[300];
        for (int i = 0; i < azimuths.length; i++) {
            azimuths[i] = i;
        }
        TaskGraph graph = aStill().from(azimuths).graph();
        finish(tasks.submit(graph));

        UUID again = tasks.submit(graph);

        assertThat(tasks.jobState(again)).isEqualTo(JobState.SUCCEEDED);
        assertThat(tasks.tasksOf(again)).hasSize(302);
    }

    private void finish(UUID job) {
        List<UUID> ids = tasks.tasksOf(job);
        tasks.made(ids.get(0));
        tasks.made(ids.get(1));
        List<UUID> views = ids.subList(2, ids.size());
        views.forEach(tasks::queued);
        tasks.succeeded(views.toArray(UUID[]::new));
        assertThat(tasks.jobState(job)).isEqualTo(JobState.SUCCEEDED);
    }

    private List<Rank> ranks(UUID job) {
        return tasks.tasksOf(job).stream().map(task -> tasks.column(task, "priority"))
                .map(number -> Stream.of(Rank.values()).filter(rank -> number.equals("" + rank.number())).findAny()
                        .orElseThrow())
                .toList();
    }

    private void evict(String type) {
        tasks.jdbc.sql("DELETE FROM media_asset WHERE task_id IN (SELECT id FROM task WHERE type = ?)").param(type)
                .update();
    }

    private List<Boolean> cached(UUID job) {
        return tasks.jdbc.sql("SELECT cached FROM job_task WHERE job_id = ? ORDER BY ordinal").param(job)
                .query((row, number) -> row.getBoolean(1)).list();
    }
}
