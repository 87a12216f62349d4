package io.renderline.api.jobs;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.renderline.api.tasks.PlannedTask;
import io.renderline.core.key.Sha256;
import io.renderline.core.media.ModelFormat;
import io.renderline.core.task.EngineVersions;
import io.renderline.core.task.Queue;
import io.renderline.core.task.TaskInput;
import io.renderline.core.task.TaskSpec;
import io.renderline.core.task.Tessellation;

/**
 * What Blender imports: the model itself, or of CAD the GLB that it is tessellated to.
 *
 * @param format the format of {@code content}, never CAD
 * @param tessellate what makes it; null when nothing has to
 */
record ImportableModel(TaskInput content, ModelFormat format, @Nullable TaskSpec tessellate) {
    static ImportableModel of(Sha256 model, ModelFormat format, TessellationQuality quality, EngineVersions engines) {
        TaskInput source = new TaskInput.Source(model);
        if (!format.isCad()) {
            return new ImportableModel(source, format, null);
        }
        TaskSpec tessellate = TaskSpec.of(
                new Tessellation(format, quality.relativeTolerance(), quality.angularTolerance()), Tessellation.SOURCE,
                source);
        return new ImportableModel(new TaskInput.Made(tessellate.cacheKey(engines), Tessellation.GEOMETRY),
                ModelFormat.GLB, tessellate);
    }

    /** The task that makes it, if there is one, as the beginning of a plan. */
    List<PlannedTask> tessellation(boolean deliverable) {
        return tessellate == null
                ? List.of()
                : List.of(new PlannedTask(tessellate, Queue.CPU, deliverable, null));
    }
}
