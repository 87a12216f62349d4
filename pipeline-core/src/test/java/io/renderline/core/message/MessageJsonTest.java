package io.renderline.core.message;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.renderline.core.failure.Failure;
import io.renderline.core.failure.FailureCode;
import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;
import io.renderline.core.media.AssetKind;
import io.renderline.core.media.ImageFormat;
import io.renderline.core.media.ModelFormat;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.Queue;
import io.renderline.core.task.ScenePreparation;
import io.renderline.core.task.Studio;
import io.renderline.core.task.TaskParameters;
import io.renderline.core.task.Tessellation;
import io.renderline.core.task.View;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MessageJsonTest {
    private static final UUID TASK = UUID.fromString("00000000-0000-0000-0000-000000000001");
    private static final CacheKey KEY = new CacheKey("0a".repeat(32));
    private static final Sha256 HASH = new Sha256("0b".repeat(32));
    private static final Instant NOW = Instant.parse("2026-05-04T03:02:01.123Z");

    static List<Object> messages() {
        DeviceUsed device = new DeviceUsed("gpu", "OPTIX", "NVIDIA L4", "550.1");
        TaskResult result = new TaskResult(
                List.of(new OutputFile("image", HASH, 12, AssetKind.STILL, "image/png", 512, 512)), device, 10, 20,
                true, 4711);
        return List.of(
                new TaskBatch(TASK, Queue.LIGHT,
                        List.of(assignment(new Tessellation(ModelFormat.STEP, 0.001, 0.2)),
                                assignment(new ScenePreparation(ModelFormat.GLB, Studio.WHITE)),
                                assignment(new View(1, 2, 3, 4, 5, true, true, 6, ImageFormat.WEBP,
                                        DevicePolicy.GPU)))),
                new TaskEvent.Started(TASK, 1, "worker", NOW),
                new TaskEvent.Succeeded(TASK, 2, "worker", NOW, KEY, result),
                new TaskEvent.Failed(TASK, 3, "worker", NOW, new Failure(FailureCode.EMPTY_MODEL, "Nothing in it.")),
                new TaskProgress(TASK, 1, 0.5, "sample 1/2"), new ControlMessage.CancelTasks(Set.of(TASK)),
                new WorkerHeartbeat("worker", "host", 1, "0.1.0", "4.5.15",
                        List.of(new WorkerHeartbeat.QueueSlots(Queue.HEAVY, 1)), List.of(device), List.of(HASH),
                        Set.of(TASK), NOW, NOW, false));
    }

    private static TaskAssignment assignment(TaskParameters parameters) {
        return new TaskAssignment(TASK, 1, KEY, "blender 4.5.15", parameters,
                Map.of("scene", new InputFile(HASH, 7, null), "model", new InputFile(HASH, 7, "part.step")),
                Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void whatIsWrittenIsReadAgain(Object message) throws IOException {
        Class<?> type = message instanceof TaskEvent
                ? TaskEvent.class
                : message instanceof ControlMessage ? ControlMessage.class : message.getClass();

        assertThat(MessageJson.read(MessageJson.write(message), type)).isEqualTo(message);
    }

    @Test
    void aPropertyOfANewerVersionIsPassedOver() throws IOException {
        String json = """
                {"event":"started","taskId":"%s","attempt":1,"worker":"w","at":"2026-05-04T03:02:01Z","mood":"good"}
                """.formatted(TASK);

        assertThat(MessageJson.read(json.getBytes(StandardCharsets.UTF_8), TaskEvent.class).attempt()).isEqualTo(1);
    }

    @Test
    void whatIsNoMessageIsRefused() {
        assertThatThrownBy(() -> MessageJson.read("hello".getBytes(StandardCharsets.UTF_8), TaskBatch.class))
                .isInstanceOf(IOException.class).hasMessageContaining("Not a TaskBatch");
        assertThatThrownBy(() -> MessageJson.read("{}".getBytes(StandardCharsets.UTF_8), TaskEvent.class))
                .isInstanceOf(IOException.class).hasMessageContaining("Not a TaskEvent");
    }
}
