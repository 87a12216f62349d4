package io.renderline.engine.consume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.renderline.core.failure.FailureCode;
import io.renderline.core.media.ImageFormat;
import io.renderline.core.message.TaskAssignment;
import io.renderline.core.message.TaskEvent;
import io.renderline.core.message.TaskResult;
import io.renderline.core.messaging.BrokerConnection;
import io.renderline.core.messaging.ConfirmingPublisher;
import io.renderline.core.task.EngineVersions;
import io.renderline.core.task.Lane;
import io.renderline.core.task.Queue;
import io.renderline.core.task.TaskType;
import io.renderline.engine.control.TasksInHand;
import io.renderline.engine.handler.TaskHandler;
import io.renderline.engine.handler.TaskRun;
import io.renderline.engine.input.WorkDirectory;
import io.renderline.engine.report.EventReporter;
import io.renderline.engine.report.ProgressReporter;
import io.renderline.engine.report.WorkerIdentity;
import io.renderline.engine.settings.StoragePatience;
import io.renderline.engine.testbed.Tasks;
import io.renderline.engine.testbed.WorkerBed;
import io.renderline.testing.TestBroker;

import static org.assertj.core.api.Assertions.assertThat;

/** In which order a batch is worked off. The engine is pretended; the broker and the store are real. */
class BatchRunnerTest {
    private static final TaskResult RESULT = new TaskResult(List.of(), null, 1, 2, false, 3);
    private static final Duration HASTE = Duration.ofMillis(300);

    @TempDir
    private Path folder;
    private final WorkerBed bed = WorkerBed.make();
    private final CachingConnectionFactory connections = BrokerConnection.factory(TestBroker.url(), "batches");
    private final ConfirmingPublisher publisher = new ConfirmingPublisher(BrokerConnection.template(connections),
            Duration.ofSeconds(10));
    private final ProgressReporter progress = new ProgressReporter(publisher, System::nanoTime);
    private final ExecutorService besides = Executors.newCachedThreadPool();
    private final TaskAssignment first = task(1);
    private final TaskAssignment second = task(2);
    private FaultyStore store;
    private WorkDirectory work;

    @BeforeEach
    void open() throws IOException {
        store = new FaultyStore(Files.createDirectory(folder.resolve("blobs")));
        work = WorkDirectory.open(folder.resolve("work"));
    }

    @AfterEach
    void close() throws IOException {
        besides.shutdownNow();
        progress.close();
        connections.destroy();
        work.close();
        bed.close();
    }

    @Test
    void aPictureIsEncodedWhileTheEngineRendersTheNext() throws InterruptedException {
        CountDownLatch nextBegun = new CountDownLatch(1);

        boolean done = run(task -> {
            if (task.equals(second)) {
                nextBegun.countDown();
            }
            return () -> {
                requireSoon(nextBegun);
                return RESULT;
            };
        });

        assertThat(done).isTrue();
        assertThat(bed.events().awaitResult(first.taskId())).isEqualTo(RESULT);
        assertThat(bed.events().awaitResult(second.taskId())).isEqualTo(RESULT);
    }

    @Test
    void nothingIsToldToBeDoneBeforeItsMemoIsStored() throws InterruptedException {
        store.takesMemos = false;

        assertThat(run(task -> () -> RESULT)).isTrue();

        assertThat(bed.events().awaitOutcome(first.taskId())).isInstanceOfSatisfying(TaskEvent.Failed.class,
                failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.STORAGE_UNAVAILABLE));
        assertThat(bed.events().of(first.taskId())).noneMatch(TaskEvent.Succeeded.class::isInstance);
    }

    /** What the engine does with a task, and what remains to be done beside it. */
    @FunctionalInterface
    private interface Engine {
        TaskHandler.Finishing begin(TaskAssignment task);
    }

    private boolean run(Engine engine) throws InterruptedException {
        TaskHandler handler = new TaskHandler() {
            @Override
            public TaskType type() {
                return TaskType.RENDER_VIEW;
            }

            @Override
            public Finishing begin(TaskRun run) {
                return engine.begin(run.assignment());
            }
        };
        EventReporter events = new EventReporter(publisher,
                WorkerIdentity.ofThisProcess("batches", Clock.systemUTC()), Clock.systemUTC());
        BatchRunner runner = BatchRunner.of(Map.of(handler.type(), handler), EngineVersions.bundled()::of,
                store.asStore(), work, events, progress, new TasksInHand(), new SimpleMeterRegistry(), besides,
                new StoragePatience(HASTE, HASTE));
        return runner.run(Tasks.batch(Queue.LIGHT, first, second), Lane.ORDINARY, () -> true);
    }

    private static TaskAssignment task(double azimuth) {
        return Tasks.task(Tasks.tiny(azimuth, ImageFormat.PNG), Map.of(), Tasks.TIMEOUT);
    }

    private static void requireSoon(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(5, TimeUnit.SECONDS)) {
                throw new IOException("the next one was not begun meanwhile");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
