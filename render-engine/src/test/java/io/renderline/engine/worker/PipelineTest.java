package io.renderline.engine.worker;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.renderline.core.media.AssetKind;
import io.renderline.core.media.GeometryFormat;
import io.renderline.core.media.ModelFormat;
import io.renderline.core.message.DeviceUsed;
import io.renderline.core.message.InputFile;
import io.renderline.core.message.OutputFile;
import io.renderline.core.message.TaskAssignment;
import io.renderline.core.message.TaskEvent;
import io.renderline.core.message.TaskResult;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.GeometryExport;
import io.renderline.core.task.Lane;
import io.renderline.core.task.Queue;
import io.renderline.core.task.ScenePreparation;
import io.renderline.core.task.Studio;
import io.renderline.engine.device.DeviceDiscovery;
import io.renderline.engine.device.DeviceLock;
import io.renderline.engine.device.RenderDevices;
import io.renderline.engine.testbed.Tasks;
import io.renderline.engine.testbed.TestModels;
import io.renderline.engine.testbed.WorkerBed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** From a batch in a queue to stored files and events. */
class PipelineTest {
    private static final String LACKING_USD = """
            #usda 1.0
            def Xform "root" (references = @bolt.usda@)
            {
                def Mesh "quad"
                {
                    int[] faceVertexCounts = [4]
                    int[] faceVertexIndices = [0, 1, 2, 3]
                    point3f[] points = [(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0)]
                }
            }
            """;

    private static WorkerBed bed;
    private static OutputFile scene;

    @BeforeAll
    static void startWorker() {
        bed = WorkerBed.start();
        scene = bed.preparedScene();
    }

    @AfterAll
    static void stopWorker() {
        bed.close();
    }

    @Test
    void aStepFileBecomesAGlb() {
        TaskAssignment task = Tasks.tessellate(bed.upload(TestModels.cubeAndCylinder()));
        bed.publish(Queue.CPU, task);

        OutputFile geometry = bed.events().awaitResult(task.taskId()).outputs().getFirst();

        assertThat(geometry.kind()).isEqualTo(AssetKind.GLTF_GEOMETRY);
        assertThat(bed.bytesOf(geometry)).startsWith('g', 'l', 'T', 'F').hasSize((int) geometry.sizeBytes());
    }

    @Test
    void aModelBecomesAUsdPackage() {
        TaskAssignment task = Tasks.tessellate(bed.upload(TestModels.cubeAndCylinder()));
        bed.publish(Queue.CPU, task);
        OutputFile glb = bed.events().awaitResult(task.taskId()).outputs().getFirst();
        TaskAssignment export = Tasks.export(glb, GeometryFormat.USDZ);
        bed.publish(Queue.CPU, export);

        OutputFile geometry = bed.events().awaitResult(export.taskId()).outputs().getFirst();

        assertThat(geometry.kind()).isEqualTo(AssetKind.USD_GEOMETRY);
        assertThat(geometry.mimeType()).isEqualTo("model/vnd.usdz+zip");
        assertThat(bed.bytesOf(geometry)).startsWith('P', 'K').hasSize((int) geometry.sizeBytes());
    }

    @Test
    void whatAModelIsMadeWithoutIsSaid() throws IOException {
        String step = Files.readString(TestModels.cubeAndCylinder());
        int end = step.lastIndexOf("ENDSEC;");
        TaskAssignment tessellate = Tasks.tessellate(bed.upload("assembly.step", step.substring(0, end)
                + "#90000=DOCUMENT_TYPE('');\n#90001=DOCUMENT_FILE('bolt.stp','','',#90000,'',$);\n"
                + step.substring(end)));
        InputFile usd = bed.upload("model.usda", LACKING_USD);
        TaskAssignment prepare = Tasks.task(new ScenePreparation(ModelFormat.USD, Studio.WHITE),
                Map.of(ScenePreparation.MODEL, usd), Tasks.TIMEOUT);
        TaskAssignment export = Tasks.task(new GeometryExport(ModelFormat.USD, GeometryFormat.GLB),
                Map.of(GeometryExport.MODEL, usd), Tasks.TIMEOUT);
        bed.publish(Queue.CPU, tessellate, prepare, export);

        assertThat(List.of(tessellate, prepare, export))
                .allSatisfy(task -> assertThat(bed.events().awaitResult(task.taskId()).notes()).singleElement()
                        .asString().startsWith("The model refers to files that did not come with it")
                        .contains("bolt."));
    }

    @Test
    void aSecondViewIsRenderedByTheSameProcess() {
        TaskAssignment front = Tasks.view(scene, 10);
        TaskAssignment side = Tasks.view(scene, 100);
        bed.publish(Queue.LIGHT, front, side);

        TaskResult first = bed.events().awaitResult(front.taskId());
        TaskResult second = bed.events().awaitResult(side.taskId());

        assertThat(second.engineProcess()).isEqualTo(first.engineProcess());
        assertThat(second.warm()).isTrue();
        assertThat(second.outputs().getFirst().hash()).isNotEqualTo(first.outputs().getFirst().hash());
    }

    @Test
    void aPictureHasTheSizeThatWasAskedForAndShowsTheModel() throws IOException {
        TaskAssignment task = Tasks.view(scene, 45);
        bed.publish(Queue.LIGHT, task);

        TaskResult result = bed.events().awaitResult(task.taskId());
        OutputFile picture = result.outputs().getFirst();
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(bed.bytesOf(picture)));

        assertThat(picture.mimeType()).isEqualTo("image/png");
        assertThat(List.of(picture.width(), picture.height())).containsExactly(48, 32);
        assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(48, 32);
        assertThat(image.getRGB(24, 16)).as("the middle differs from the corner").isNotEqualTo(image.getRGB(0, 0));
        assertThat(result.device()).extracting(DeviceUsed::backend).isEqualTo("CPU");
    }

    @Test
    void aTaskIsStartedBeforeItEnds() {
        TaskAssignment task = Tasks.view(scene, 46);
        bed.publish(Queue.LIGHT, task);
        bed.events().awaitOutcome(task.taskId());

        assertThat(bed.events().of(task.taskId())).first().isInstanceOf(TaskEvent.Started.class);
    }

    @Test
    void aTaskThatIsDeliveredAgainIsAnsweredFromItsMemo() {
        TaskAssignment task = Tasks.view(scene, 47);
        bed.publish(Queue.LIGHT, task);
        bed.events().awaitOutcome(task.taskId());
        bed.publish(Queue.LIGHT, task);

        List<TaskEvent> ends = bed.events().awaitOutcomes(task.taskId(), 2);

        assertThat(((TaskEvent.Succeeded) ends.get(1)).result())
                .isEqualTo(((TaskEvent.Succeeded) ends.get(0)).result());
        assertThat(bed.events().of(task.taskId())).filteredOn(TaskEvent.Started.class::isInstance).hasSize(1);
    }

    @Test
    void aViewWaitsForItsTurnOnTheDeviceAndTheNextBatchAtTheBroker() throws Exception {
        TaskAssignment view = Tasks.view(scene, 48);
        TaskAssignment next = Tasks.view(scene, 49);
        RenderDevices devices = bed.worker().getBean(DeviceDiscovery.class).found();
        try (DeviceLock.Held _ = devices.grant(DevicePolicy.AUTO, _ -> false).lock().acquire(Lane.ORDINARY)) {
            bed.publish(Queue.LIGHT, view);
            bed.publish(Queue.LIGHT, next);
            bed.events().awaitStart(view.taskId());

            await("another one renders").during(Duration.ofMillis(500))
                    .until(() -> bed.events().of(view.taskId()).size() == 1);
            assertThat(bed.waiting(Queue.LIGHT.amqpName())).as("what another worker could take").isOne();
        }

        bed.events().awaitResult(view.taskId());
        bed.events().awaitResult(next.taskId());
    }
}
