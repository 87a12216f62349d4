package io.renderline.engine.report;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

import io.renderline.core.media.ImageFormat;
import io.renderline.core.message.TaskAssignment;
import io.renderline.core.message.TaskEvent;
import io.renderline.core.message.TaskResult;
import io.renderline.core.messaging.BrokerConnection;
import io.renderline.core.messaging.ConfirmingPublisher;
import io.renderline.engine.testbed.Tasks;
import io.renderline.engine.testbed.WorkerBed;
import io.renderline.testing.TestBroker;

import static org.assertj.core.api.Assertions.assertThat;

class EventReporterTest {
    private final WorkerBed bed = WorkerBed.make();
    private final CachingConnectionFactory connections = BrokerConnection.factory(TestBroker.url(), "reports");
    private final EventReporter events = new EventReporter(
            new ConfirmingPublisher(BrokerConnection.template(connections), Duration.ofSeconds(10)),
            WorkerIdentity.ofThisProcess("reports", Clock.systemUTC()), Clock.systemUTC());

    @AfterEach
    void close() {
        connections.destroy();
        bed.close();
    }

    @Test
    void aSuccessHasTheTimeAtWhichItWasStoredHoweverOftenItIsSent() throws InterruptedException {
        TaskAssignment task = Tasks.task(Tasks.tiny(1, ImageFormat.PNG), Map.of(), Tasks.TIMEOUT);

        EventReporter.Unsent stored = events.succeeded(task, new TaskResult(List.of(), null, 1, 2, false, 3));
        stored.send();
        stored.send();

        bed.events().awaitOutcomes(task.taskId(), 2);
        assertThat(bed.events().of(task.taskId())).hasSize(2).extracting(TaskEvent::at).containsOnly(
                bed.events().of(task.taskId()).getFirst().at());
    }
}
