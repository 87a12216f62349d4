package io.renderline.api.tasks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;
import io.renderline.core.media.ImageFormat;
import io.renderline.core.media.ModelFormat;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.EngineVersions;
import io.renderline.core.task.Queue;
import io.renderline.core.task.ScenePreparation;
import io.renderline.core.task.Studio;
import io.renderline.core.task.TaskInput;
import io.renderline.core.task.TaskSpec;
import io.renderline.core.task.Tessellation;
import io.renderline.core.task.View;

/** Builds graphs as jobs for stills have them: {@code aStill().ofModel("bearing").from(0, 90).graph()}. */
public final class PlanBuilder {
    private static final EngineVersions ENGINES = EngineVersions.bundled();

    private String model = "model";
    private double[] azimuths = {45};
    private int size = 512;

    private PlanBuilder() {}

    public static PlanBuilder aStill() {
        return new PlanBuilder();
    }

    /** Models of the same name have the same content. */
    public PlanBuilder ofModel(String name) {
        model = name;
        return this;
    }

    /** One view for each azimuth, degrees. */
    public PlanBuilder from(double... azimuthsOfViews) {
        azimuths = azimuthsOfViews;
        return this;
    }

    /** Square pictures of this size, px. */
    public PlanBuilder at(int pixels) {
        size = pixels;
        return this;
    }

    /** The cache keys of a graph's tasks, in their order. */
    public static List<String> keys(TaskGraph graph) {
        return graph.tasks().stream().map(task -> task.spec().cacheKey(ENGINES).hex()).toList();
    }

    /** The tessellation alone, as what is asked for. */
    public TaskGraph geometry() {
        return new TaskGraph(List.of(new PlannedTask(graph().tasks().getFirst().spec(), Queue.CPU, true, null)));
    }

    /** Tessellation, preparation, then the views. */
    public TaskGraph graph() {
        List<PlannedTask> tasks = new ArrayList<>();
        TaskSpec tessellate = TaskSpec.of(new Tessellation(ModelFormat.STEP, 0.001, 0.2), Tessellation.SOURCE,
                new TaskInput.Source(Sha256.of(model.getBytes(StandardCharsets.UTF_8))));
        tasks.add(new PlannedTask(tessellate, Queue.CPU, false, null));
        TaskSpec prepare = TaskSpec.of(new ScenePreparation(ModelFormat.GLB, Studio.WHITE), ScenePreparation.MODEL,
                new TaskInput.Made(tessellate.cacheKey(ENGINES), Tessellation.GEOMETRY));
        tasks.add(new PlannedTask(prepare, Queue.CPU, false, null));
        CacheKey scene = prepare.cacheKey(ENGINES);
        for (double azimuth : azimuths) {
            View view = new View(size, size, azimuth, 25, 4, false, false, 0, ImageFormat.PNG, DevicePolicy.CPU);
            TaskSpec spec = TaskSpec.of(view, View.SCENE, new TaskInput.Made(scene, ScenePreparation.SCENE));
            tasks.add(new PlannedTask(spec, size > 1024 ? Queue.HEAVY : Queue.LIGHT, true, scene));
        }
        return new TaskGraph(tasks);
    }
}
