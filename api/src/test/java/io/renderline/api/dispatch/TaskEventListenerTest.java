package io.renderline.api.dispatch;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.amqp.core.Message;

import io.renderline.api.tasks.TaskState;
import io.renderline.core.message.MessageJson;
import io.renderline.core.message.TaskEvent;

import static io.renderline.api.tasks.PlanBuilder.aStill;
import static org.assertj.core.api.Assertions.assertThat;

class TaskEventListenerTest {
    private final DispatchedTasks rail = new DispatchedTasks();
    private final TaskEventListener listener = new TaskEventListener(rail.tasks.progression,
            new DispatchLoop(rail.dispatcher, rail.properties));
    private final UUID task = rail.tasks.tasksOf(rail.tasks.submit(aStill().graph())).getFirst();

    @AfterEach
    void close() {
        rail.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no JSON", "null", "[]", "{\"event\":\"exploded\"}", "{\"event\":\"succeeded\"}",
            "{\"event\":\"failed\",\"taskId\":\"2f0c1f5e-0000-0000-0000-000000000000\"}"})
    void anEventThatMakesNoSenseTakesNoOtherWithIt(String nonsense) {
        rail.tasks.running(task);

        listener.onMessageBatch(List.of(message(nonsense.getBytes(StandardCharsets.UTF_8)), success()));

        assertThat(rail.tasks.state(task)).isEqualTo(TaskState.SUCCEEDED);
    }

    @Test
    void anEventThatTheDatabaseRefusesTakesNoOtherWithIt() {
        rail.tasks.running(task);
        var refused = new TaskEvent.Started(task, 1, "a name with a \0 in it", Instant.now());

        listener.onMessageBatch(List.of(message(MessageJson.write(refused)), success()));

        assertThat(rail.tasks.state(task)).isEqualTo(TaskState.SUCCEEDED);
    }

    private Message success() {
        return message(MessageJson.write(rail.tasks.success(task)));
    }

    private static Message message(byte[] body) {
        return new Message(body);
    }
}
