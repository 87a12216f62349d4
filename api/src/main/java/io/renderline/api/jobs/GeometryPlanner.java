package io.renderline.api.jobs;

import java.util.ArrayList;
import java.util.List;

import org.springframework.stereotype.Component;

import io.renderline.api.tasks.PlannedTask;
import io.renderline.api.tasks.TaskGraph;
import io.renderline.api.web.ProblemException;
import io.renderline.core.key.Sha256;
import io.renderline.core.media.ModelFormat;
import io.renderline.core.task.EngineVersions;
import io.renderline.core.task.GeometryExport;
import io.renderline.core.task.Queue;
import io.renderline.core.task.TaskSpec;

/**
 * Plans geometry files. The GLB that a CAD file is tessellated to for pictures is itself what is delivered, and a model that
 * is in the wanted format needs no task at all.
 */
@Component
class GeometryPlanner {
    private final EngineVersions engines;
    private final TessellationQuality usual;

    GeometryPlanner(EngineVersions engines, TessellationQuality usual) {
        this.engines = engines;
        this.usual = usual;
    }

    /**
     * All tasks of the job; none when the model is the wanted file already.
     *
     * @param model the model's content
     * @param format the model's format
     * @throws ProblemException when a tolerance is named for a model that is not tessellated
     */
    TaskGraph plan(GeometryJob job, Sha256 model, ModelFormat format) {
        requireTessellated(format, GeometryJobReader.RELATIVE_TOLERANCE, job.relativeTolerance() != null);
        requireTessellated(format, GeometryJobReader.ANGULAR_TOLERANCE, job.angularTolerance() != null);
        ImportableModel importable = ImportableModel.of(model, format, quality(job), engines);
        boolean made = job.format().isSameAs(importable.format());
        List<PlannedTask> tasks = new ArrayList<>(importable.tessellation(made));
        if (!made) {
            TaskSpec export = TaskSpec.of(new GeometryExport(importable.format(), job.format(), job.up()),
                    GeometryExport.MODEL,
                    importable.content());
            tasks.add(new PlannedTask(export, Queue.CPU, true, null));
        }
        return new TaskGraph(tasks);
    }

    private TessellationQuality quality(GeometryJob job) {
        Double relative = job.relativeTolerance();
        Double angular = job.angularTolerance();
        return new TessellationQuality(relative == null ? usual.relativeTolerance() : relative,
                angular == null ? usual.angularTolerance() : angular);
    }

    private static void requireTessellated(ModelFormat format, String field, boolean named) {
        if (named && !format.isCad()) {
            throw ProblemException.ofField(field, "cannot be set: the model is " + format.label()
                    + ", which is not tessellated; leave it away");
        }
    }
}
