package io.renderline.api.jobs;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.renderline.api.tasks.StoredTasks;

import static io.renderline.api.tasks.PlanBuilder.aStill;
import static org.assertj.core.api.Assertions.assertThat;

/** A client that waits for a job asks for its results again and again: what that reads is of their number. */
class JobResultsTest {
    private static final int VIEWS = 100;
    /** A task and its entry in an index for each view are two, and four when it is read twice. */
    private static final int LESS_THAN_TWICE = 3 * VIEWS;

    private final StoredTasks tasks = new StoredTasks();
    private final JobResults results = new JobResults(tasks.jdbc);

    @Test
    void theTaskOfAPictureIsReadOnce() {
        UUID job = tasks.submit(aStill().from(IntStream.range(0, VIEWS).asDoubleStream().toArray()).graph());
        tasks.made(tasks.tasksOf(job).getFirst());
        tasks.made(tasks.tasksOf(job).get(1));
        tasks.tasksOf(job).stream().skip(2).forEach(tasks::made);
        tasks.jdbc.sql("""
                UPDATE task SET device = '{"type": "cpu", "backend": "CPU", "name": "A processor"}'""").update();
        tasks.jdbc.sql("VACUUM (ANALYZE) task, job_task, media_asset, task_input").update();

        long read = tasks.rowsRead(() -> assertThat(results.of(List.of(job)).get(job)).hasSize(VIEWS)
                .allSatisfy(result -> assertThat(result.backend()).isEqualTo("CPU")));

        assertThat(read).isLessThan(LESS_THAN_TWICE);
    }
}
