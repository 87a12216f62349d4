package io.renderline.api.dispatch;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.renderline.api.tasks.Priority;
import io.renderline.api.tasks.Rank;
import io.renderline.core.message.TaskAssignment;
import io.renderline.core.message.TaskBatch;
import io.renderline.core.task.Lane;
import io.renderline.core.task.Queue;

import static io.renderline.api.tasks.PlanBuilder.aStill;
import static org.assertj.core.api.Assertions.assertThat;

/** Urgent work does not wait behind what lies at the broker. */
class UrgentDispatchTest {
    private final DispatchedTasks rail = new DispatchedTasks();

    @AfterEach
    void close() {
        rail.close();
    }

    @Test
    void urgentWorkGoesByALaneOfItsOwnHoweverFullTheQueueIs() {
        rail.worker("alive", 1, 1);
        IntStream.range(0, 5).forEach(i -> submit(Priority.NORMAL, "model" + i));
        rail.dispatcher.dispatch(Queue.CPU);
        UUID urgent = submit(Priority.HIGH, "urgent");

        assertThat(rail.dispatcher.dispatch(Queue.CPU)).isEqualTo(1);

        assertThat(received(Lane.EXPRESS)).containsExactly(urgent);
        assertThat(received(Lane.ORDINARY)).hasSize(DispatchedTasks.WINDOW).doesNotContain(urgent);
        assertThat(rail.tasks.meters.get("renderline.batches.published").tags("queue", "cpu", "lane", "express")
                .counter().count()).isEqualTo(1);
    }

    @Test
    void whereNoWorkerServesTheLaneUrgentWorkGoesFirst() {
        rail.worker("of an earlier version", 1, null);
        submit(Priority.NORMAL, "slow");
        UUID urgent = submit(Priority.HIGH, "urgent");

        rail.dispatcher.dispatch(Queue.CPU);

        assertThat(received(Lane.EXPRESS)).isEmpty();
        assertThat(received(Lane.ORDINARY).getFirst()).isEqualTo(urgent);
    }

    @Test
    void whatTheLaneDoesNotHoldGoesByTheQueueTooButNotBehindLessUrgentWork() {
        rail.worker("alive", 1, 1);
        UUID slow = submit(Priority.NORMAL, "slow");
        rail.dispatcher.dispatch(Queue.CPU);
        List<UUID> urgent = IntStream.range(0, 4).mapToObj(i -> submit(Priority.HIGH, "urgent" + i)).toList();
        UUID later = submit(Priority.NORMAL, "later");

        rail.dispatcher.dispatch(Queue.CPU);
        assertThat(received(Lane.EXPRESS)).containsExactlyElementsOf(urgent.subList(0, 2));
        assertThat(received(Lane.ORDINARY)).as("nothing goes behind it").containsExactly(slow);

        rail.tasks.started(slow);
        rail.dispatcher.dispatch(Queue.CPU);
        assertThat(received(Lane.ORDINARY)).containsExactlyElementsOf(urgent.subList(2, 4)).doesNotContain(later);
    }

    @Test
    void whatBecomesUrgentAtTheBrokerIsPublishedOnceMoreByTheLane() {
        rail.worker("alive", 1, 1);
        UUID shared = submit(Priority.NORMAL, "shared");
        rail.dispatcher.dispatch(Queue.CPU);
        assertThat(rail.dispatcher.queuesWithWork()).isEmpty();
        assertThat(submit(Priority.HIGH, "shared")).isEqualTo(shared);

        assertThat(rail.dispatcher.queuesWithWork()).containsExactly(Queue.CPU);
        rail.dispatcher.dispatch(Queue.CPU);

        List<TaskBatch> sent = rail.received(Queue.CPU, Lane.EXPRESS);
        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst().tasks().getFirst().taskId()).isEqualTo(shared);
        assertThat(sent.getFirst().tasks().getFirst().attempt()).as("as the broker delivers twice").isEqualTo(1);
        assertThat(rail.dispatcher.queuesWithWork()).isEmpty();
    }

    @Test
    void manyPicturesOfHighPriorityLeaveTheLaneToASingleOne() {
        rail.worker("alive", Queue.LIGHT, 1, 1);
        double[] many = IntStream.rangeClosed(0, Rank.FEW).asDoubleStream().toArray();
        prepare(submit(Priority.HIGH, "bulk", many));
        rail.dispatcher.dispatch(Queue.LIGHT);
        assertThat(rail.received(Queue.LIGHT, Lane.EXPRESS)).isEmpty();
        prepare(submit(Priority.HIGH, "preview"));

        rail.dispatcher.dispatch(Queue.LIGHT);

        assertThat(rail.received(Queue.LIGHT, Lane.EXPRESS)).hasSize(1);
        assertThat(rail.received(Queue.LIGHT, Lane.ORDINARY)).as("the bulk").isNotEmpty();
    }

    @Test
    void urgentViewsTravelAlone() {
        rail.worker("alive", Queue.LIGHT, 1, 1);
        prepare(submit(Priority.HIGH, "bearing", 0, 90));

        rail.dispatcher.dispatch(Queue.LIGHT);

        assertThat(rail.received(Queue.LIGHT, Lane.EXPRESS)).extracting(batch -> batch.tasks().size())
                .containsExactly(1, 1);
    }

    /** The ids of all tasks that lie in a lane, which is empty then. */
    private List<UUID> received(Lane lane) {
        return rail.received(Queue.CPU, lane).stream().flatMap(batch -> batch.tasks().stream())
                .map(TaskAssignment::taskId).toList();
    }

    /** Makes what the views of a job wait for; the first task of it is {@code tessellate}. */
    private void prepare(UUID tessellate) {
        UUID job = rail.tasks.jdbc.sql("SELECT job_id FROM job_task WHERE task_id = ?").param(tessellate)
                .query(UUID.class).single();
        rail.tasks.made(tessellate);
        rail.tasks.made(rail.tasks.tasksOf(job).get(1));
    }

    private UUID submit(Priority priority, String model, double... azimuths) {
        rail.storeOnce(model);
        return rail.tasks.tasksOf(rail.tasks.submit(priority, aStill().ofModel(model)
                .from(azimuths.length == 0 ? new double[]{0} : azimuths).graph()))
                .getFirst();
    }
}
