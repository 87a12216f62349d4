package io.renderline.engine.worker;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.renderline.core.media.ImageFormat;
import io.renderline.core.message.OutputFile;
import io.renderline.core.message.TaskAssignment;
import io.renderline.core.message.TaskResult;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.Queue;
import io.renderline.core.task.View;
import io.renderline.engine.process.ScenePool;
import io.renderline.engine.testbed.Tasks;
import io.renderline.engine.testbed.WorkerBed;

import static org.assertj.core.api.Assertions.assertThat;

/** A picture does not show whether its scene was in memory before. */
class WarmEqualsColdTest {
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
    void theSameViewIsTheSameFile() {
        bed.worker().getBean(ScenePool.class).endIdle();
        TaskResult cold = render(view(30, ImageFormat.PNG, true));
        render(view(200, ImageFormat.PNG, false));
        TaskResult warm = render(view(30, ImageFormat.PNG, true));

        assertThat(List.of(cold.warm(), warm.warm())).containsExactly(false, true);
        assertThat(warm.outputs()).isEqualTo(cold.outputs());
    }

    @Test
    void theProcessThatPreparedTheSceneMakesTheSamePictureAsAFreshOne() {
        ScenePool pool = bed.worker().getBean(ScenePool.class);
        pool.endIdle();
        TaskResult prepared = bed.preparation();
        OutputFile another = prepared.outputs().getFirst();
        TaskResult first = render(another, view(30, ImageFormat.PNG, true));
        pool.endIdle();
        TaskResult cold = render(another, view(30, ImageFormat.PNG, true));

        assertThat(first.engineProcess()).isEqualTo(prepared.engineProcess());
        assertThat(cold.engineProcess()).isNotEqualTo(prepared.engineProcess());
        assertThat(List.of(first.warm(), cold.warm())).containsExactly(false, false);
        assertThat(first.outputs()).isEqualTo(cold.outputs());
    }

    @Test
    void everyFormatIsTheSameFileEveryTime() {
        for (ImageFormat format : List.of(ImageFormat.PNG, ImageFormat.WEBP, ImageFormat.JPEG)) {
            OutputFile first = render(view(60, format, false)).outputs().getFirst();
            OutputFile second = render(view(60, format, false)).outputs().getFirst();

            assertThat(second).as(format.label()).isEqualTo(first);
            assertThat(first.mimeType()).isEqualTo(format.mimeType());
        }
    }

    @Test
    void anExrIsWrittenByBlender() {
        OutputFile picture = render(view(60, ImageFormat.EXR, true)).outputs().getFirst();

        assertThat(bed.bytesOf(picture)).inHexadecimal().startsWith(0x76, 0x2f, 0x31, 0x01);
    }

    @Test
    void aSceneThatWasEvictedIsLoadedAgain() {
        TaskResult before = render(view(90, ImageFormat.PNG, false));
        bed.worker().getBean(ScenePool.class).endIdle();
        TaskResult after = render(view(90, ImageFormat.PNG, false));

        assertThat(after.engineProcess()).isNotEqualTo(before.engineProcess());
        assertThat(after.warm()).isFalse();
        assertThat(after.outputs()).isEqualTo(before.outputs());
    }

    private static View view(double azimuth, ImageFormat format, boolean transparent) {
        return new View(64, 48, azimuth, 20, 4, true, transparent, 0, format, DevicePolicy.AUTO);
    }

    private static TaskResult render(View view) {
        return render(scene, view);
    }

    private static TaskResult render(OutputFile scene, View view) {
        TaskAssignment task = Tasks.view(scene, view, Tasks.TIMEOUT);
        bed.publish(Queue.LIGHT, task);
        return bed.events().awaitResult(task.taskId());
    }
}
