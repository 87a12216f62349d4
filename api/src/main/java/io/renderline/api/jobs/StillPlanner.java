package io.renderline.api.jobs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

import io.renderline.api.outputs.PictureSettings;
import io.renderline.api.outputs.ViewAngle;
import io.renderline.api.tasks.PlannedTask;
import io.renderline.api.tasks.TaskGraph;
import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;
import io.renderline.core.media.ModelFormat;
import io.renderline.core.task.EngineVersions;
import io.renderline.core.task.Queue;
import io.renderline.core.task.ScenePreparation;
import io.renderline.core.task.TaskInput;
import io.renderline.core.task.TaskSpec;
import io.renderline.core.task.View;

/** Plans stills: CAD is tessellated, any model becomes a prepared scene, and each view is rendered from that. */
@Component
class StillPlanner {
    private static final String STUDIO = "white";

    private final EngineVersions engines;
    private final TessellationQuality quality;

    StillPlanner(EngineVersions engines, TessellationQuality quality) {
        this.engines = engines;
        this.quality = quality;
    }

    /**
     * All tasks of the job, from the model to the pictures.
     *
     * @param model the model's content
     * @param format the model's format
     */
    TaskGraph plan(StillJob job, Sha256 model, ModelFormat format) {
        List<PlannedTask> tasks = new ArrayList<>(scene(model, format));
        tasks.addAll(views(job, tasks.getLast().spec().cacheKey(engines)));
        return new TaskGraph(tasks);
    }

    /** The tasks from the model to its prepared scene, which the last of them makes. */
    List<PlannedTask> scene(Sha256 model, ModelFormat format) {
        ImportableModel importable = ImportableModel.of(model, format, quality, engines);
        List<PlannedTask> tasks = new ArrayList<>(importable.tessellation(false));
        TaskSpec prepare = TaskSpec.of(new ScenePreparation(importable.format(), STUDIO), ScenePreparation.MODEL,
                importable.content());
        tasks.add(new PlannedTask(prepare, Queue.CPU, false, null));
        return tasks;
    }

    private List<PlannedTask> views(StillJob job, CacheKey scene) {
        Map<View, PlannedTask> tasks = new LinkedHashMap<>();
        TaskInput input = new TaskInput.Made(scene, ScenePreparation.SCENE);
        for (ViewAngle angle : job.picture().views()) {
            View view = view(job.picture(), angle, job.seed());
            tasks.putIfAbsent(view, new PlannedTask(TaskSpec.of(view, View.SCENE, input), queue(view), true, scene,
                    angle.label()));
        }
        return List.copyOf(tasks.values());
    }

    static View view(PictureSettings picture, ViewAngle angle, int seed) {
        Integer asked = picture.samples();
        int samples = asked != null ? asked : SampleRule.samples(picture.width(), picture.height());
        return new View(picture.width(), picture.height(), angle.azimuth(), angle.elevation(), samples,
                picture.denoise(), picture.transparent(), seed, picture.format(), picture.device());
    }

    private static Queue queue(View view) {
        return Math.max(view.width(), view.height()) <= PictureSettings.LIGHT_SIDE ? Queue.LIGHT : Queue.HEAVY;
    }
}
