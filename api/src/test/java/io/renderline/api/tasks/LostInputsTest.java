package io.renderline.api.tasks;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.renderline.core.failure.Failure;
import io.renderline.core.failure.FailureCode;
import io.renderline.core.key.Sha256;
import io.renderline.core.media.AssetKind;
import io.renderline.core.message.OutputFile;
import io.renderline.core.message.TaskEvent;
import io.renderline.core.message.TaskResult;

import static io.renderline.api.tasks.PlanBuilder.aStill;
import static org.assertj.core.api.Assertions.assertThat;

class LostInputsTest {
    private final StoredTasks tasks = new StoredTasks();
    private final UUID job = submit();
    private final UUID tessellate = tasks.tasksOf(job).get(0);
    private final UUID prepare = tasks.tasksOf(job).get(1);
    private final UUID view = tasks.tasksOf(job).get(2);
    private final UUID otherView = tasks.tasksOf(job).get(3);

    @Test
    void aLostInputIsMadeAgainWhileTheTaskWaits() {
        sceneMade();
        UUID scene = asset("prepare-scene");
        tasks.running(view);

        lost(view, contentOf(scene));

        assertThat(tasks.state(view)).isEqualTo(TaskState.BLOCKED);
        UUID again = tasks.tasksOf(job).get(1);
        assertThat(again).isNotEqualTo(prepare);
        assertThat(tasks.state(again)).isEqualTo(TaskState.READY);
        assertThat(tasks.column(again, "params")).isEqualTo(tasks.column(prepare, "params"));
        assertThat(counters()).as("total, made, cached").isEqualTo("4 1 0");

        madeAnew(again, "other bytes");

        assertThat(tasks.state(view)).isEqualTo(TaskState.READY);
        assertThat(asset("prepare-scene")).as("the asset keeps its id").isEqualTo(scene);
        assertThat(contentOf(scene)).isEqualTo(Sha256.of("other bytes".getBytes(StandardCharsets.UTF_8)));
        tasks.made(view);
        tasks.made(otherView);
        assertThat(tasks.jobState(job)).isEqualTo(JobState.SUCCEEDED);
        assertThat(counters()).isEqualTo("4 4 0");
        assertThat(tasks.count("media_asset")).as("source, geometry, scene, two pictures").isEqualTo(5);
    }

    @Test
    void whatALostInputIsMadeOfIsMadeAgainWhereThatIsLostToo() {
        sceneMade();
        markLost(asset("tessellate"));
        tasks.running(view);

        lost(view, contentOf(asset("prepare-scene")));

        List<UUID> now = tasks.tasksOf(job);
        assertThat(now).hasSize(4).doesNotContain(tessellate, prepare);
        assertThat(tasks.state(now.get(0))).isEqualTo(TaskState.READY);
        assertThat(tasks.state(now.get(1))).isEqualTo(TaskState.BLOCKED);
        tasks.made(now.get(0));
        assertThat(tasks.state(now.get(1))).isEqualTo(TaskState.READY);
        tasks.made(now.get(1));
        assertThat(tasks.state(view)).isEqualTo(TaskState.READY);
    }

    @Test
    void aJobThatFoundTheInputMadeGetsItsTask() {
        sceneMade();
        UUID later = tasks.submit(aStill().from(180).graph());
        UUID laterView = tasks.tasksOf(later).get(2);
        assertThat(countersOf(later)).isEqualTo("3 2 2");
        tasks.running(laterView);

        lost(laterView, contentOf(asset("prepare-scene")));

        assertThat(countersOf(later)).isEqualTo("3 1 1");
        UUID again = tasks.tasksOf(later).get(1);
        tasks.made(again);
        tasks.made(laterView);
        assertThat(countersOf(later)).isEqualTo("3 3 1");
        assertThat(tasks.jobState(later)).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void manyWhoMissTheSameInputWaitForOneTask() {
        sceneMade();
        Sha256 scene = contentOf(asset("prepare-scene"));
        UUID sharing = tasks.submit(aStill().from(180).graph());
        UUID sharingView = tasks.tasksOf(sharing).get(2);
        List.of(view, otherView, sharingView).forEach(tasks::running);

        lost(view, scene);
        lost(otherView, scene);
        lost(sharingView, scene);

        UUID again = tasks.tasksOf(job).get(1);
        assertThat(tasks.tasksOf(sharing).get(1)).isEqualTo(again);
        tasks.made(again);
        assertThat(List.of(view, otherView, sharingView)).extracting(tasks::state).containsOnly(TaskState.READY);
    }

    @Test
    void aLostUploadEndsTheJobWithWhatToDo() {
        tasks.running(tessellate);

        lost(tessellate, Sha256.of("model".getBytes(StandardCharsets.UTF_8)));

        assertThat(tasks.jobState(job)).isEqualTo(JobState.FAILED);
        assertThat(tasks.state(tessellate)).isEqualTo(TaskState.FAILED);
        assertThat(tasks.state(view)).isEqualTo(TaskState.CANCELLED);
        assertThat(error()).startsWith("CONTENT_LOST: model.step is not in the blob store any more")
                .contains("Upload the same file again, then retry the job");
        assertThat(lostAssets()).isEqualTo(1);
    }

    @Test
    void whatIsLostIsNoCacheHit() {
        sceneMade();
        tasks.made(view);
        markLost(asset("render-view"));
        markLost(asset("prepare-scene"));

        UUID again = tasks.submit(aStill().from(0).graph());

        assertThat(countersOf(again)).as("only the geometry is there").isEqualTo("3 1 1");
        tasks.made(tasks.tasksOf(again).get(1));
        tasks.made(tasks.tasksOf(again).get(2));
        assertThat(tasks.jobState(again)).isEqualTo(JobState.SUCCEEDED);
        assertThat(lostAssets()).isZero();
    }

    @Test
    void aLossCostsNoAttemptUntilItComesAgainAndAgain() {
        sceneMade();
        for (int i = 1; i <= 3; i++) {
            tasks.running(view);
            lost(view, contentOf(asset("prepare-scene")));
            assertThat(tasks.state(view)).as("loss " + i).isEqualTo(TaskState.BLOCKED);
            madeAnew(tasks.tasksOf(job).get(1), "bytes " + i);
        }
        tasks.running(view);
        tasks.failed(view, FailureCode.ENGINE_CRASHED);
        assertThat(tasks.state(view)).as("its first failure of its own").isEqualTo(TaskState.READY);
        tasks.running(view);

        lost(view, contentOf(asset("prepare-scene")));

        assertThat(tasks.jobState(job)).isEqualTo(JobState.FAILED);
        assertThat(error()).contains("lost each time", "blob store keeps what is written");
    }

    @Test
    void aLateReportOfALossChangesNothing() {
        sceneMade();
        tasks.running(view);
        tasks.failed(view, FailureCode.WORKER_LOST);
        tasks.running(view);

        lost(view, 1, contentOf(asset("prepare-scene")));

        assertThat(tasks.state(view)).isEqualTo(TaskState.RUNNING);
        assertThat(lostAssets()).isZero();
    }

    @Test
    void whatWasMadeAgainMeanwhileIsTriedAgain() {
        sceneMade();
        tasks.running(view);

        lost(view, Sha256.of("the scene's former bytes".getBytes(StandardCharsets.UTF_8)));

        assertThat(tasks.state(view)).isEqualTo(TaskState.READY);
        assertThat(lostAssets()).isZero();
    }

    @Test
    void aSuccessReportedTwiceAtOnceHealsTheAsset() {
        sceneMade();
        tasks.running(view);
        lost(view, contentOf(asset("prepare-scene")));
        var success = tasks.success(tasks.tasksOf(job).get(1));

        tasks.progression.apply(List.of(success, success));

        assertThat(lostAssets()).isZero();
        assertThat(tasks.state(view)).isEqualTo(TaskState.READY);
    }

    private UUID submit() {
        tasks.jdbc.sql("""
                INSERT INTO media_asset (id, sha256, kind, mime_type, size_bytes, filename)
                VALUES (gen_random_uuid(), ?, 'step_source', 'model/step', 5, 'model.step')""")
                .param(Sha256.of("model".getBytes(StandardCharsets.UTF_8)).hex()).update();
        return tasks.submit(aStill().from(0, 90).graph());
    }

    private void sceneMade() {
        tasks.made(tessellate);
        tasks.made(prepare);
    }

    private void lost(UUID task, Sha256 input) {
        lost(task, tasks.attempt(task), input);
    }

    private void lost(UUID task, int attempt, Sha256 input) {
        tasks.progression.apply(List.of(new TaskEvent.Failed(task, attempt, "worker", Instant.now(),
                new Failure(FailureCode.INPUT_LOST, "It is damaged.", input))));
    }

    private void madeAnew(UUID task, String content) {
        tasks.running(task);
        TaskEvent.Succeeded success = tasks.success(task);
        OutputFile made = new OutputFile("scene", Sha256.of(content.getBytes(StandardCharsets.UTF_8)), content.length(),
                AssetKind.PREPARED_SCENE, "application/x-blender", null, null);
        tasks.progression.apply(List.of(new TaskEvent.Succeeded(task, success.attempt(), "worker", Instant.now(),
                success.cacheKey(), new TaskResult(List.of(made), null, 1, 2, false, 3))));
    }

    private UUID asset(String type) {
        return tasks.jdbc.sql("""
                SELECT a.id FROM media_asset a JOIN task t ON t.id = a.task_id WHERE t.type = ?""").param(type)
                .query(IdColumn.FIRST).single();
    }

    private Sha256 contentOf(UUID asset) {
        return new Sha256(tasks.jdbc.sql("SELECT sha256 FROM media_asset WHERE id = ?").param(asset)
                .query(String.class).single());
    }

    private void markLost(UUID asset) {
        tasks.jdbc.sql("UPDATE media_asset SET lost_at = now() WHERE id = ?").param(asset).update();
    }

    private int lostAssets() {
        return tasks.jdbc.sql("SELECT count(*) FROM media_asset WHERE lost_at IS NOT NULL").query(Integer.class)
                .single();
    }

    private String counters() {
        return countersOf(job);
    }

    private String countersOf(UUID one) {
        return tasks.jdbc
                .sql("SELECT tasks_total || ' ' || tasks_succeeded || ' ' || tasks_cached FROM job WHERE id = ?")
                .param(one).query(String.class).single();
    }

    private String error() {
        return tasks.jdbc.sql("SELECT error_code || ': ' || error_message FROM job WHERE id = ?").param(job)
                .query(String.class).single();
    }
}
