package io.renderline.engine.worker;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.renderline.core.failure.Failure;
import io.renderline.core.failure.FailureCode;
import io.renderline.core.media.ImageFormat;
import io.renderline.core.media.ModelFormat;
import io.renderline.core.message.OutputFile;
import io.renderline.core.message.TaskAssignment;
import io.renderline.core.message.TaskEvent;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.MaterialRule;
import io.renderline.core.task.Queue;
import io.renderline.core.task.ScenePreparation;
import io.renderline.core.task.View;
import io.renderline.engine.testbed.Tasks;
import io.renderline.engine.testbed.TestModels;
import io.renderline.engine.testbed.UserBlends;
import io.renderline.engine.testbed.WorkerBed;

import static org.assertj.core.api.Assertions.assertThat;

/** A user's .blend as studio, from the batch to the picture. */
class StudioTest {
    private static final int GREEN = 0xff00bc00;
    private static final int BLUE = 0xff0000ff;

    @TempDir
    private static Path folder;
    private static WorkerBed bed;
    private static OutputFile geometry;

    @BeforeAll
    static void startWorker() {
        bed = WorkerBed.start();
        TaskAssignment tessellate = Tasks.tessellate(bed.upload(TestModels.cubeAndCylinder()));
        bed.publish(Queue.CPU, tessellate);
        geometry = bed.events().awaitResult(tessellate.taskId()).outputs().getFirst();
    }

    @AfterAll
    static void stopWorker() {
        bed.close();
    }

    @Test
    void theProductIsSeenByTheStudiosCameraInTheStudiosMaterial() throws IOException {
        TaskAssignment prepare = prepare(UserBlends.green(folder),
                List.of(new MaterialRule(null, "red", null, null, "Glowing Blue")));
        bed.publish(Queue.CPU, prepare);
        OutputFile scene = bed.events().awaitResult(prepare.taskId()).outputs().getFirst();
        TaskAssignment hero = Tasks.view(scene, view("Hero"), Tasks.TIMEOUT);
        TaskAssignment absent = Tasks.view(scene, view("Zero"), Tasks.TIMEOUT);
        bed.publish(Queue.LIGHT, hero, absent);

        OutputFile picture = bed.events().awaitResult(hero.taskId()).outputs().getFirst();
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(bed.bytesOf(picture)));
        assertThat(image.getRGB(0, 0)).isEqualTo(GREEN);
        long blue = IntStream.range(0, 64 * 64).filter(i -> image.getRGB(i % 64, i / 64) == BLUE)
                .count();
        assertThat(blue).as("pixels of the cube").isBetween(40L, 300L);
        assertThat(failure(absent)).satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.UNSUITABLE_STUDIO);
            assertThat(failure.message()).contains("Zero", "Beside, Hero");
        });
    }

    @Test
    void aStudioWithoutACollectionForTheProductIsNamed() {
        TaskAssignment prepare = prepare(UserBlends.withoutProduct(folder), List.of());
        bed.publish(Queue.CPU, prepare);

        Failure failure = failure(prepare);
        assertThat(failure.code()).isEqualTo(FailureCode.UNSUITABLE_STUDIO);
        assertThat(failure.message()).contains("room.blend has no collection Product");
    }

    private static TaskAssignment prepare(Path studio, List<MaterialRule> rules) {
        return Tasks.task(new ScenePreparation(ModelFormat.GLB, null, rules),
                Map.of(ScenePreparation.MODEL, Tasks.made(geometry), ScenePreparation.STUDIO, bed.upload(studio)),
                Tasks.TIMEOUT);
    }

    private static View view(String camera) {
        return new View(64, 64, 0, 0, 1, false, false, 0, ImageFormat.PNG, DevicePolicy.AUTO, null, null, camera,
                null);
    }

    private static Failure failure(TaskAssignment task) {
        return ((TaskEvent.Failed) bed.events().awaitOutcome(task.taskId())).failure();
    }
}
