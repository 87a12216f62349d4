package io.renderline.api.dispatch;

import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.renderline.api.tasks.StoredTasks;
import io.renderline.api.tasks.TaskState;

import static io.renderline.api.tasks.PlanBuilder.aStill;
import static org.assertj.core.api.Assertions.assertThat;

/** Tasks are taken from workers of which nothing was heard for a minute, and from no others. */
class OrphanReaperTest {
    private final StoredTasks tasks = new StoredTasks();
    private final OrphanReaper reaper = new OrphanReaper(tasks.jdbc, tasks.failure);
    private final UUID task = tasks.tasksOf(tasks.submit(aStill().graph())).getFirst();

    @BeforeEach
    void run() {
        tasks.running(task);
    }

    @Test
    void aTaskWhoseWorkerIsSilentForAMinuteBecomesReadyAgain() {
        heard("worker", 61);

        assertThat(stateAfterReaping()).isEqualTo(TaskState.READY);
        assertThat(tasks.column(task, "error_code")).isEqualTo("WORKER_LOST");
        assertThat(tasks.column(task, "worker")).isEmpty();
    }

    @Test
    void aTaskWhoseWorkerIsHeardStaysThereHoweverLongItTakes() {
        heard("worker", 50);
        tasks.jdbc.sql("UPDATE task SET started_at = now() - interval '5 hours'").update();

        assertThat(stateAfterReaping()).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void aTaskThatTheBrokerHasGivenToAnotherWorkerIsNoOrphan() {
        heard("silent", 3600);
        heard("worker", 0);
        tasks.jdbc.sql("UPDATE task SET worker = 'silent'").update();
        tasks.started(task);

        assertThat(stateAfterReaping()).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void aWorkerThatWasNeverHeardOfHasAMinuteToo() {
        assertThat(stateAfterReaping()).isEqualTo(TaskState.RUNNING);

        tasks.jdbc.sql("UPDATE task SET started_at = now() - interval '61 seconds'").update();
        assertThat(stateAfterReaping()).isEqualTo(TaskState.READY);
    }

    private TaskState stateAfterReaping() {
        tasks.transaction.executeWithoutResult(status -> reaper.reap());
        return tasks.state(task);
    }

    private void heard(String worker, int secondsAgo) {
        tasks.jdbc.sql("""
                INSERT INTO worker (name, heartbeat, started_at, last_seen_at)
                VALUES (?, '{}', now() - interval '1 day', now() - make_interval(secs => ?))""").param(worker)
                .param(secondsAgo).update();
    }
}
