package io.renderline.api.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.renderline.api.tasks.StoredTasks;
import io.renderline.core.task.Queue;

import static org.assertj.core.api.Assertions.assertThat;

/** What is read for a batch is of the size of the batch, whatever waits behind it. */
class ReadyTasksTest {
    private static final int BACKLOG = 20_000;
    private static final int BATCH = 8;
    /** Two batches take 84 reads, an entry of an index and its row counted as two. */
    private static final int FEW = BACKLOG / 100;

    private static StoredTasks tasks;
    private static ReadyTasks ready;
    private static QueueRoom room;

    @BeforeAll
    static void fillTheBacklog() {
        tasks = new StoredTasks();
        DispatchProperties properties = new DispatchProperties(Duration.ofSeconds(1), 2, 2, Map.of(Queue.LIGHT, BATCH),
                Map.of());
        ready = new ReadyTasks(tasks.jdbc, properties);
        room = new QueueRoom(tasks.jdbc, properties);
        tasks.jdbc
                .sql("""
                        INSERT INTO task (id, cache_key, type, queue, params, engine, state, priority, turn, scene_key)
                        SELECT gen_random_uuid(), encode(sha256(convert_to(n::text, 'UTF8')), 'hex'), 'render-view', 'light', '{}',
                               'blender', 'READY', 1, n, repeat('a', 64) FROM generate_series(1, ?) n""")
                .param(BACKLOG).update();
        tasks.jdbc.sql("ANALYZE task").update();
    }

    @Test
    void aBatchIsFoundWithoutReadingTheOtherTasksOfItsScene() {
        long read = tasks.rowsRead(() -> {
            List<ReadyTasks.Batch> claimed = ready.claim(Queue.LIGHT, 2);

            assertThat(claimed).hasSize(2).allSatisfy(batch -> assertThat(batch.tasks()).hasSize(BATCH));
        });

        assertThat(read).isLessThanOrEqualTo(FEW);
    }

    @Test
    void whetherAQueueHasWorkIsKnownWithoutReadingTheOthers() {
        long read = tasks.rowsRead(() -> assertThat(ready.queuesWithWork()).containsExactly(Queue.LIGHT));

        assertThat(read).isLessThanOrEqualTo(FEW);
    }

    @Test
    void whatMayBePublishedIsKnownWithoutReadingTheBacklog() {
        long read = tasks.rowsRead(() -> assertThat(room.of(Queue.LIGHT))
                .isEqualTo(new QueueRoom.Room(2, 0, false, false, false)));

        assertThat(read).isLessThanOrEqualTo(FEW);
    }

    @Test
    void theTurnOfTheQueueGoesOnWithTheFirstOfEachBatch() {
        tasks.rowsRead(() -> {
            ready.claim(Queue.LIGHT, 2);

            assertThat(tasks.jdbc.sql("SELECT turn FROM queue_turn WHERE queue = 'light'").query(Long.class).single())
                    .isEqualTo(1 + BATCH);
        });
    }
}
