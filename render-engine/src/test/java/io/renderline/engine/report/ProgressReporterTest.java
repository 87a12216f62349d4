package io.renderline.engine.report;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

import io.renderline.core.media.ImageFormat;
import io.renderline.core.message.TaskAssignment;
import io.renderline.core.message.TaskProgress;
import io.renderline.core.messaging.BrokerConnection;
import io.renderline.core.messaging.ConfirmingPublisher;
import io.renderline.engine.process.ProgressListener;
import io.renderline.engine.testbed.Tasks;
import io.renderline.engine.testbed.WorkerBed;
import io.renderline.testing.TestBroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Progress on a clock that the test turns. */
class ProgressReporterTest {
    private final AtomicLong nanos = new AtomicLong();
    private final WorkerBed bed = WorkerBed.make();
    private final CachingConnectionFactory connections = BrokerConnection.factory(TestBroker.url(), "progress");
    private ProgressReporter reporter;

    @BeforeEach
    void open() {
        reporter = new ProgressReporter(new ConfirmingPublisher(BrokerConnection.template(connections),
                Duration.ofSeconds(5)), nanos::get);
    }

    @AfterEach
    void close() {
        reporter.close();
        connections.destroy();
        bed.close();
    }

    @Test
    void whatComesTooSoonAfterTheLastIsLeftOut() {
        TaskAssignment task = task();
        ProgressListener listener = reporter.of(task);

        report(listener, 250, 0.1);
        report(listener, 499, 0.2);
        report(listener, 500, 0.3);
        report(listener, 550, 0.4);
        report(listener, 850, 0.5);

        // Over several channels the broker takes them in any order; who hears them keeps the furthest.
        assertThat(fractions(task.taskId(), 3)).containsExactlyInAnyOrder(0.1, 0.3, 0.5);
    }

    @Test
    void whatEndsSoonReportsNone() {
        TaskAssignment brief = task();
        ProgressListener listener = reporter.of(brief);
        report(listener, 0, 0.1);
        report(listener, 249, 0.9);
        TaskAssignment later = task();
        report(reporter.of(later), 1_000, 0.5);

        assertThat(fractions(later.taskId(), 1)).containsExactly(0.5);
        assertThat(fractions(brief.taskId(), 0)).isEmpty();
    }

    @Test
    void eachTaskHasItsOwnMeasure() {
        TaskAssignment one = task();
        TaskAssignment other = task();
        ProgressListener ofOne = reporter.of(one);
        ProgressListener ofOther = reporter.of(other);
        report(ofOne, 250, 0.1);
        report(ofOther, 251, 0.2);

        assertThat(fractions(one.taskId(), 1)).containsExactly(0.1);
        assertThat(fractions(other.taskId(), 1)).containsExactly(0.2);
    }

    @Test
    void aBrokerThatIsAwayCostsNothingButTheProgress() {
        CachingConnectionFactory nowhere = BrokerConnection.factory(URI.create("amqp://127.0.0.1:1"), "nowhere");
        try (ProgressReporter lost = new ProgressReporter(new ConfirmingPublisher(BrokerConnection.template(nowhere),
                Duration.ofSeconds(5)), nanos::get)) {
            ProgressListener listener = lost.of(task());
            for (int i = 0; i < 1_000; i++) {
                report(listener, 250L * (i + 1), 0.5);
            }
        } finally {
            nowhere.destroy();
        }
        TaskAssignment task = task();
        report(reporter.of(task), 1_000_000, 0.7);
        assertThat(fractions(task.taskId(), 1)).containsExactly(0.7);
    }

    private void report(ProgressListener listener, long millis, double fraction) {
        nanos.set(TimeUnit.MILLISECONDS.toNanos(millis));
        listener.onProgress(fraction, "sample");
    }

    private List<Double> fractions(UUID task, int count) {
        await().until(() -> bed.events().progressOf(task).size() >= count);
        return bed.events().progressOf(task).stream().map(TaskProgress::fraction).toList();
    }

    private static TaskAssignment task() {
        return Tasks.task(Tasks.tiny(0, ImageFormat.PNG), Map.of(), Tasks.TIMEOUT);
    }
}
