package io.renderline.engine.testbed;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;
import io.renderline.core.media.GeometryFormat;
import io.renderline.core.media.ImageFormat;
import io.renderline.core.media.ModelFormat;
import io.renderline.core.message.InputFile;
import io.renderline.core.message.OutputFile;
import io.renderline.core.message.TaskAssignment;
import io.renderline.core.message.TaskBatch;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.EngineVersions;
import io.renderline.core.task.GeometryExport;
import io.renderline.core.task.Queue;
import io.renderline.core.task.ScenePreparation;
import io.renderline.core.task.Studio;
import io.renderline.core.task.TaskParameters;
import io.renderline.core.task.Tessellation;
import io.renderline.core.task.View;

/** Tasks as the api would send them. Each has a cache key of its own, so that no test finds the memo of another. */
public final class Tasks {
    /** Long enough for anything in these tests. */
    public static final Duration TIMEOUT = Duration.ofSeconds(60);

    private Tasks() {}

    public static TaskAssignment tessellate(InputFile source) {
        return task(new Tessellation(ModelFormat.STEP, 0.005, 0.5), Map.of(Tessellation.SOURCE, source), TIMEOUT);
    }

    public static TaskAssignment prepare(OutputFile geometry) {
        return prepare(made(geometry));
    }

    public static TaskAssignment prepare(InputFile model) {
        return task(new ScenePreparation(ModelFormat.GLB, Studio.WHITE), Map.of(ScenePreparation.MODEL, model),
                TIMEOUT);
    }

    public static TaskAssignment export(OutputFile geometry, GeometryFormat target) {
        return task(new GeometryExport(ModelFormat.GLB, target), Map.of(GeometryExport.MODEL, made(geometry)), TIMEOUT);
    }

    /** A tiny view of the scene. */
    public static TaskAssignment view(OutputFile scene, double azimuth) {
        return view(scene, tiny(azimuth, ImageFormat.PNG), TIMEOUT);
    }

    public static TaskAssignment view(OutputFile scene, View view, Duration timeout) {
        return task(view, Map.of(View.SCENE, made(scene)), timeout);
    }

    public static View tiny(double azimuth, ImageFormat format) {
        return new View(48, 32, azimuth, 20, 1, false, false, 0, format, DevicePolicy.AUTO);
    }

    /** A view that takes minutes. */
    public static View endless() {
        return new View(1024, 1024, 0, 20, View.MAX_SAMPLES, false, false, 0, ImageFormat.PNG, DevicePolicy.CPU);
    }

    public static TaskAssignment task(TaskParameters parameters, Map<String, InputFile> inputs, Duration timeout) {
        UUID id = UUID.randomUUID();
        return new TaskAssignment(id, 1, new CacheKey(Sha256.of(id.toString().getBytes(StandardCharsets.UTF_8)).hex()),
                EngineVersions.bundled().of(parameters.type()), parameters, inputs, timeout);
    }

    public static TaskBatch batch(Queue queue, TaskAssignment... tasks) {
        return new TaskBatch(UUID.randomUUID(), queue, List.of(tasks));
    }

    public static InputFile made(OutputFile output) {
        return new InputFile(output.hash(), output.sizeBytes(), null);
    }

    public static InputFile uploaded(Path file, Sha256 hash, long size) {
        return new InputFile(hash, size, String.valueOf(file.getFileName()));
    }
}
