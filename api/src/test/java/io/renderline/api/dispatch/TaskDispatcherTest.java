package io.renderline.api.dispatch;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;

import io.renderline.api.tasks.JobState;
import io.renderline.api.tasks.Priority;
import io.renderline.api.tasks.TaskState;
import io.renderline.core.failure.FailureCode;
import io.renderline.core.message.InputFile;
import io.renderline.core.message.TaskAssignment;
import io.renderline.core.message.TaskBatch;
import io.renderline.core.messaging.PublishFailedException;
import io.renderline.core.task.Lane;
import io.renderline.core.task.Queue;
import io.renderline.core.task.Tessellation;
import io.renderline.core.trace.TaskOrigin;
import io.renderline.core.trace.TraceParent;

import static io.renderline.api.tasks.PlanBuilder.aStill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TaskDispatcherTest {
    private final DispatchedTasks rail = new DispatchedTasks();

    @AfterEach
    void close() {
        rail.close();
    }

    @Test
    void aReadyTaskIsPublishedWithAllThatAWorkerNeeds() {
        UUID task = submitStored("bearing", 0);

        rail.dispatcher.dispatch(Queue.CPU);

        TaskAssignment sent = rail.received(Queue.CPU).getFirst().tasks().getFirst();
        assertThat(sent.taskId()).isEqualTo(task);
        assertThat(sent.attempt()).isEqualTo(1);
        assertThat(sent.engine()).startsWith("cascadio ");
        assertThat(sent.inputs()).containsEntry(Tessellation.SOURCE,
                new InputFile(DispatchedTasks.hash("bearing"), 7, "bearing.step"));
        assertThat(rail.tasks.state(task)).isEqualTo(TaskState.QUEUED);
    }

    @Test
    void aMessageSaysWhoseTraceItsWorkIsOf() {
        UUID task = submitStored("traced", 0);
        TraceParent trace = TraceParent.begin();
        rail.tasks.jdbc.sql("UPDATE job SET traceparent = ?").param(trace.text()).update();
        String job = rail.tasks.jdbc.sql("SELECT id::text FROM job").query(String.class).single();

        rail.dispatcher.dispatch(Queue.CPU);

        Message message = rail.messages(Queue.CPU, Lane.ORDINARY).getFirst();
        TaskOrigin said = Objects.requireNonNull(TaskOrigin.ofHeaders(message.getMessageProperties().getHeaders()));
        TraceParent step = Objects.requireNonNull(said.trace());
        assertThat(said.jobId()).hasToString(job);
        assertThat(step.traceId()).isEqualTo(trace.traceId());
        assertThat(step.spanId()).as("a step of its own").isNotEqualTo(trace.spanId());
        assertThat(new String(message.getBody(), StandardCharsets.UTF_8)).contains(task.toString(),
                step.text());
    }

    @Test
    void noMoreBatchesArePublishedThanTheWindowHolds() {
        for (int i = 0; i < 5; i++) {
            submitStored("model" + i, 0);
        }

        rail.dispatcher.dispatch(Queue.CPU);
        rail.dispatcher.dispatch(Queue.CPU);

        assertThat(rail.received(Queue.CPU)).hasSize(DispatchedTasks.WINDOW);
    }

    @Test
    void aStartedBatchMakesRoomForTheNext() {
        for (int i = 0; i < 5; i++) {
            submitStored("model" + i, 0);
        }
        rail.dispatcher.dispatch(Queue.CPU);
        UUID first = rail.received(Queue.CPU).getFirst().tasks().getFirst().taskId();

        rail.tasks.started(first);
        rail.dispatcher.dispatch(Queue.CPU);

        assertThat(rail.received(Queue.CPU)).hasSize(1);
    }

    @Test
    void theWindowGrowsWithTheSlotsOfLiveWorkers() {
        rail.worker("alive", 4, null);
        rail.worker("silent", 100, null);
        rail.tasks.jdbc.sql("UPDATE worker SET last_seen_at = now() - interval '2 minutes' WHERE name = 'silent'")
                .update();
        for (int i = 0; i < 10; i++) {
            submitStored("model" + i, 0);
        }

        rail.dispatcher.dispatch(Queue.CPU);

        assertThat(rail.received(Queue.CPU)).hasSize(8);
    }

    @Test
    void viewsOfOneSceneTravelTogether() {
        UUID job = prepared("bearing", 0, 90, 180, 270);

        rail.dispatcher.dispatch(Queue.LIGHT);

        List<UUID> views = rail.tasks.tasksOf(job).subList(2, 6);
        assertThat(rail.received(Queue.LIGHT)).extracting(batch -> batch.tasks().stream()
                .map(TaskAssignment::taskId).toList()).containsExactly(views.subList(0, 3), views.subList(3, 4));
    }

    @Test
    void urgentWorkGoesFirst() {
        submitStored("slow", 0);
        UUID job = rail.tasks.submit(Priority.HIGH, aStill().ofModel("urgent").graph());
        rail.store("urgent");

        rail.dispatcher.dispatch(Queue.CPU);

        assertThat(rail.received(Queue.CPU).getFirst().tasks().getFirst().taskId())
                .isEqualTo(rail.tasks.tasksOf(job).getFirst());
    }

    @Test
    void onlyQueuesWithReadyTasksAreLookedAt() {
        assertThat(rail.dispatcher.queuesWithWork()).isEmpty();
        UUID task = submitStored("bearing", 0);

        assertThat(rail.dispatcher.queuesWithWork()).containsExactly(Queue.CPU);

        rail.tasks.running(task);
        rail.tasks.failed(task, FailureCode.ENGINE_CRASHED);
        assertThat(rail.dispatcher.queuesWithWork()).as("a task that waits for its time").isEmpty();
    }

    @Test
    void tasksWithoutASceneArePublishedInTheOrderOfTheirJobs() {
        rail.worker("alive", 4, null);
        List<UUID> submitted = IntStream.range(0, 8).mapToObj(i -> submitStored("model" + i, 0)).toList();

        rail.dispatcher.dispatch(Queue.CPU);

        assertThat(rail.received(Queue.CPU)).extracting(batch -> batch.tasks().getFirst().taskId())
                .containsExactlyElementsOf(submitted);
    }

    @Test
    void jobsTakeTurns() {
        prepared("large", 0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100);
        UUID small = prepared("small", 0);

        rail.dispatcher.dispatch(Queue.LIGHT);

        List<TaskBatch> batches = rail.received(Queue.LIGHT);
        assertThat(batches).hasSize(2);
        assertThat(batches.get(1).tasks()).extracting(TaskAssignment::taskId)
                .containsExactly(rail.tasks.tasksOf(small).getLast());
    }

    @Test
    void aTaskThatWasTriedWaitsForItsTime() {
        UUID task = submitStored("bearing", 0);
        rail.tasks.running(task);
        rail.tasks.failed(task, FailureCode.ENGINE_CRASHED);

        assertThat(rail.dispatcher.dispatch(Queue.CPU)).isZero();

        rail.tasks.jdbc.sql("UPDATE task SET not_before = now() WHERE id = ?").param(task).update();
        rail.dispatcher.dispatch(Queue.CPU);
        assertThat(rail.received(Queue.CPU).getFirst().tasks().getFirst().attempt()).isEqualTo(2);
    }

    @Test
    void whatTheBrokerCannotRouteStaysReady() {
        UUID task = submitStored("bearing", 0);

        rail.whileUnbound(() -> assertThatThrownBy(() -> rail.dispatcher.dispatch(Queue.CPU))
                .isInstanceOf(PublishFailedException.class)
                .hasMessageContaining("No queue takes messages for cpu"));

        assertThat(rail.tasks.state(task)).isEqualTo(TaskState.READY);
        assertThat(rail.tasks.attempt(task)).isZero();
    }

    @Test
    void aTaskWhoseInputIsGoneFailsWithASentence() {
        UUID job = rail.tasks.submit(aStill().ofModel("never stored").graph());
        UUID task = rail.tasks.tasksOf(job).getFirst();

        rail.dispatcher.dispatch(Queue.CPU);

        assertThat(rail.received(Queue.CPU)).isEmpty();
        assertThat(rail.tasks.column(task, "error_code")).isEqualTo("CONTENT_LOST");
        assertThat(rail.tasks.jobState(job)).isEqualTo(JobState.FAILED);
    }

    @Test
    void aTaskWhoseInputIsLostWaitsUntilItIsMadeAgain() {
        UUID job = prepared("bearing", 0);
        UUID view = rail.tasks.tasksOf(job).get(2);
        rail.tasks.jdbc.sql("UPDATE media_asset SET lost_at = now() WHERE task_id = ?")
                .param(rail.tasks.tasksOf(job).get(1)).update();

        rail.dispatcher.dispatch(Queue.LIGHT);
        rail.dispatcher.dispatch(Queue.CPU);

        assertThat(rail.received(Queue.LIGHT)).isEmpty();
        assertThat(rail.tasks.state(view)).isEqualTo(TaskState.BLOCKED);
        UUID again = rail.tasks.tasksOf(job).get(1);
        assertThat(rail.received(Queue.CPU).getFirst().tasks()).extracting(TaskAssignment::taskId)
                .containsExactly(again);
        rail.tasks.started(again);
        rail.tasks.succeeded(again);
        rail.dispatcher.dispatch(Queue.LIGHT);
        assertThat(rail.received(Queue.LIGHT).getFirst().tasks()).extracting(TaskAssignment::taskId)
                .containsExactly(view);
    }

    @Test
    void raceOfTwoDispatchersPublishesEachTaskOnce() throws Exception {
        for (int i = 0; i < 40; i++) {
            submitStored("model" + i, 0);
        }
        rail.worker("large", 100, null);
        var together = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(2)) {
            List<Future<Integer>> runs = List.of(threads.submit(() -> dispatchAfter(together)),
                    threads.submit(() -> dispatchAfter(together)));
            together.countDown();
            for (Future<Integer> run : runs) {
                run.get(20, TimeUnit.SECONDS);
            }
        }
        rail.dispatcher.dispatch(Queue.CPU);

        List<UUID> published = rail.received(Queue.CPU).stream().flatMap(batch -> batch.tasks().stream())
                .map(TaskAssignment::taskId).toList();
        assertThat(published).hasSize(40).doesNotHaveDuplicates();
    }

    private int dispatchAfter(CountDownLatch start) throws InterruptedException {
        start.await();
        return rail.dispatcher.dispatch(Queue.CPU);
    }

    private UUID submitStored(String model, double... azimuths) {
        rail.store(model);
        return rail.tasks.tasksOf(rail.tasks.submit(aStill().ofModel(model).from(azimuths).graph())).getFirst();
    }

    /** A job whose scene is prepared, so that its views are ready. */
    private UUID prepared(String model, double... azimuths) {
        UUID tessellate = submitStored(model, azimuths);
        UUID job = rail.tasks.jdbc.sql("SELECT job_id FROM job_task WHERE task_id = ?").param(tessellate)
                .query(UUID.class).single();
        rail.tasks.made(tessellate);
        rail.tasks.made(rail.tasks.tasksOf(job).get(1));
        return job;
    }
}
