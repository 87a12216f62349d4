package io.renderline.api.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.Gauge;
import io.renderline.api.tasks.StoredTasks;

import static io.renderline.api.tasks.PlanBuilder.aStill;
import static org.assertj.core.api.Assertions.assertThat;

/** Which models an operator is told to take long. */
class SlowestModelsTest {
    private final StoredTasks tasks = new StoredTasks();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    /** A second goes by from each look to the next, so that a refresh takes one. */
    private final InstantSource clock = () -> now.getAndUpdate(instant -> instant.plusSeconds(1));
    private final SlowestModels models = new SlowestModels(tasks.jdbc, clock.withZone(ZoneOffset.UTC), tasks.meters);

    @Test
    void aModelTakesAsLongAsItsPicturesTakeOnAverage() {
        UUID bearing = upload("bearing.step");
        made(job(bearing, "bearing", 0, 90), 1_000);
        made(job(bearing, "bearing", 180), 4_000);

        models.refresh();

        assertThat(seconds()).containsExactly(Map.entry(named("bearing.step", bearing), 2.0));
    }

    @Test
    void onlyTheTenSlowestAreTold() {
        for (int i = 1; i <= 12; i++) {
            made(job(upload("model " + i), "model " + i, 0), 1_000 * i);
        }

        models.refresh();

        assertThat(seconds().values()).containsExactlyInAnyOrder(3., 4., 5., 6., 7., 8., 9., 10., 11., 12.);
    }

    @Test
    void aPictureThatWasThereAlreadyCountsOnce() {
        UUID bearing = upload("bearing.step");
        UUID same = upload("bearing again.step");
        made(job(bearing, "bearing", 0), 1_000);
        job(same, "bearing", 0);
        tasks.jdbc.sql("UPDATE job SET state = 'SUCCEEDED'").update();

        models.refresh();

        assertThat(seconds()).containsOnlyKeys(named("bearing.step", bearing));
    }

    @Test
    void aDayLaterAModelIsForgotten() {
        made(job(upload("bearing.step"), "bearing", 0), 1_000);
        models.refresh();
        assertThat(seconds()).hasSize(1);
        tasks.jdbc.sql("UPDATE job SET created_at = now() - interval '25 hours'").update();

        later(Duration.ofHours(1));
        models.refresh();

        assertThat(seconds()).isEmpty();
    }

    @Test
    void theDatabaseIsAskedForAHundredthOfTheTimeAtMost() {
        models.refresh();
        made(job(upload("bearing.step"), "bearing", 0), 1_000);

        later(Duration.ofSeconds(98));
        models.refresh();
        assertThat(seconds()).isEmpty();
        later(Duration.ofSeconds(2));
        models.refresh();

        assertThat(seconds()).hasSize(1);
    }

    private void later(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
    }

    private UUID upload(String filename) {
        return tasks.jdbc.sql("""
                INSERT INTO media_asset (id, sha256, kind, mime_type, size_bytes, filename)
                VALUES (gen_random_uuid(), encode(sha256(?::bytea), 'hex'), 'step_source', 'model/step', 5, ?)
                RETURNING id""").param(filename).param(filename).query(UUID.class).single();
    }

    private UUID job(UUID model, String content, double... azimuths) {
        UUID job = tasks.submit(aStill().ofModel(content).from(azimuths).graph());
        tasks.jdbc.sql("UPDATE job SET request = jsonb_build_object('model', ?::text) WHERE id = ?")
                .param(model.toString()).param(job).update();
        return job;
    }

    /** Makes what a job needs; each of its pictures takes an engine so long. */
    private void made(UUID job, int engineMillis) {
        tasks.tasksOf(job).stream().filter(task -> tasks.column(task, "state").matches("READY|BLOCKED"))
                .forEach(tasks::made);
        tasks.jdbc.sql("""
                UPDATE task SET engine_ms = ? FROM job_task link
                WHERE link.task_id = task.id AND link.job_id = ? AND link.deliverable AND NOT link.cached""")
                .param(engineMillis).param(job).update();
    }

    private static String named(String filename, UUID model) {
        return filename + " (" + model.toString().substring(0, 8) + ")";
    }

    private Map<String, Double> seconds() {
        return tasks.meters.find("renderline.slowest.models").gauges().stream().collect(
                Collectors.toMap(gauge -> Objects.requireNonNull(gauge.getId().getTag("model")), Gauge::value));
    }
}
