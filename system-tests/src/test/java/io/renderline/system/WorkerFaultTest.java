package io.renderline.system;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import tools.jackson.databind.JsonNode;

/** Workers and their Blender processes are killed, hang, freeze and wake up. */
class WorkerFaultTest extends FaultTest {
    private static final int MODERATE = 300;
    private static final int SLOW = 1200;
    /** As many as a task has attempts. */
    private static final int MOST_KILLS = 3;
    private static final Duration KILLED = Duration.ofSeconds(2);
    private static final Duration FROZEN = Duration.ofSeconds(30);

    @Test
    void aKilledWorkersBatchGoesOnAtAnotherOneWithinTwoSeconds() {
        String job = slowViews("killed worker", 4, MODERATE);
        JsonNode done = farm.client().awaitTask(job, "a view that is done",
                task -> task.get("type").asString().equals("render-view") && state(task).equals("SUCCEEDED"));
        JsonNode rendering = awaitRendering(job);
        ApplicationProcess worker = farm.workerOf(rendering);
        List<ProcessHandle> family = worker.family();

        long killed = System.nanoTime();
        farm.kill(worker);
        farm.client().awaitTask(job, "another worker", task -> isRunningAtAnother(task, rendering));

        assertThat(measured("a killed worker's task was taken over", killed)).isLessThan(KILLED);
        awaitSuccess(job);
        assertThat(farm.client().views(job)).filteredOn(view -> view.get("id").equals(done.get("id")))
                .as("what was done stays as it is").containsExactly(done);
        assertThat(farm.timesDone(done)).as("and is not done again").isOne();
        await("nothing outlives its worker").until(() -> family.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void aKilledBlenderCostsAnAttempt() {
        String job = slowViews("killed Blender", 2, MODERATE);
        JsonNode rendering = awaitRendering(job);

        Signal.KILL.send(farm.workerOf(rendering).blenderSessions());

        awaitSuccess(job);
        assertThat(viewOf(job, rendering).get("attempt").asInt()).isEqualTo(2);
        assertThat(farm.workers()).as("workers live").allMatch(ApplicationProcess::isAlive);
    }

    @Test
    void aBlenderThatHangsIsKilledAtTheDeadline() {
        String job = slowViews("hanging Blender", 2, MODERATE);
        JsonNode rendering = awaitRendering(job);
        List<ProcessHandle> sessions = farm.workerOf(rendering).blenderSessions();
        long frozen = System.nanoTime();

        Signal.STOP.send(sessions);

        farm.client().awaitTask(job, "a second attempt", task -> task.get("attempt").asInt() == 2);
        assertThat(measured("a hanging Blender's task was tried again", frozen))
                .isLessThan(Duration.ofSeconds(RenderFarm.VIEW_TIMEOUT_SECONDS + 5));
        awaitSuccess(job);
        await("the hanging process is gone")
                .until(() -> sessions.stream().filter(ProcessHandle::isAlive).count() < sessions.size());
        Signal.CONT.send(sessions);
    }

    @Test
    void aFrozenWorkersTaskIsTakenOverWithin30SecondsAndItsWakingChangesNothing() {
        String job = slowViews("frozen worker", 1, SLOW);
        JsonNode rendering = awaitRendering(job);
        ApplicationProcess worker = farm.workerOf(rendering);
        long frozen = System.nanoTime();

        worker.freeze();
        farm.client().awaitTask(job, "another worker", task -> isRunningAtAnother(task, rendering));
        assertThat(measured("a frozen worker's task was taken over", frozen)).isLessThan(FROZEN);
        // Its time is over, so it reports a failure while the other one works on.
        worker.thaw();

        awaitSuccess(job);
        assertThat(viewOf(job, rendering).get("attempt").asInt()).as("a late failure is not another attempt")
                .isEqualTo(1);
        // That would begin after a pause, in which the other worker may have finished.
        assertThat(farm.apis()).as("nor is one asked for").noneMatch(
                api -> api.log().contains("Task " + rendering.get("id").asString() + " is tried again"));
        assertThat(farm.client().job(job).get("results")).hasSize(1);
        await("it works again").atMost(Duration.ofSeconds(30)).until(() -> worker.awaitReady().isAlive());
    }

    /**
     * The broker gives the batch up at the first kill, as it does, whatever its limit, when the worker has so many slots: it
     * finds their channels closed one after the other, and counts a delivery to each of them.
     */
    @Test
    void aTaskThatKillsItsWorkerEachTimeFailsAtTheThirdAndSparesItsCompanions() {
        farm.broker().control("set_policy", "-p", "renderline", "--apply-to", "queues", "no-redelivery",
                "^renderline[.]light$",
                "{\"delivery-limit\":0}");
        try {
            String model = newModel("killer");
            // Both wait for the same scene, so that they travel together.
            List<String> jobs = List.of(farm.client().submit(JobRequests.views(model, 0, 1, MODERATE)),
                    farm.client().submit(JobRequests.views(model, 50, 1, MODERATE)));
            farm.startWorker();
            JsonNode killer = killItsWorker(awaitView(jobs, view -> state(view).equals("RUNNING")));
            for (int kills = 1; kills < MOST_KILLS; kills++) {
                JsonNode before = killer;
                killer = killItsWorker(awaitView(jobs,
                        view -> state(view).equals("FAILED") || isRunningAtAnother(view, before)));
            }
            farm.mend();

            List<JsonNode> ended = jobs.stream().map(farm.client()::awaitEnd).toList();
            JsonNode failed = ended.stream().filter(job -> state(job).equals("FAILED")).findFirst().orElseThrow();
            assertThat(failed.get("error").get("code").asString()).isEqualTo("WORKER_CRASHED");
            assertThat(failed.get("error").get("message").asString()).contains("Each worker that was given this task");
            assertThat(viewOf(failed.get("id").asString(), killer)).as("the view that it was killed for").isNotNull();
            assertThat(ended).filteredOn(job -> state(job).equals("SUCCEEDED")).as("its companion").hasSize(1);
        } finally {
            farm.broker().control("clear_policy", "-p", "renderline", "no-redelivery");
        }
    }

    /** Kills the worker that runs the view; one kill fewer than a task has attempts must not have ended it. */
    private JsonNode killItsWorker(JsonNode view) {
        assertThat(state(view)).as("%s", view).isEqualTo("RUNNING");
        farm.kill(farm.workerOf(view));
        return view;
    }

    private JsonNode awaitView(List<String> jobs, Predicate<JsonNode> condition) {
        return await("a view").atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20))
                .until(() -> jobs.stream().flatMap(job -> farm.client().views(job).stream()).filter(condition)
                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private JsonNode viewOf(String job, JsonNode task) {
        return farm.client().views(job).stream().filter(view -> view.get("id").equals(task.get("id"))).findFirst()
                .orElseThrow();
    }
}
