package io.renderline.api.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.renderline.api.tasks.PlannedTask;
import io.renderline.api.tasks.TaskGraph;
import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;
import io.renderline.core.media.ImageFormat;
import io.renderline.core.media.ModelFormat;
import io.renderline.core.task.EngineVersions;
import io.renderline.core.task.Queue;
import io.renderline.core.task.SceneFrame;
import io.renderline.core.task.ScenePacking;
import io.renderline.core.task.TaskInput;
import io.renderline.core.task.TaskSpec;
import io.renderline.core.task.TemplateFilling;
import io.renderline.core.task.TemplateInspection;
import io.renderline.core.task.VideoEncoding;

/** Plans clips: the template is filled in and packed once, then each frame is a task of its own, and they become a film. */
@Component
class ClipPlanner {
    private final EngineVersions engines;
    private final FilmPlanner films;

    ClipPlanner(EngineVersions engines, FilmPlanner films) {
        this.engines = engines;
        this.films = films;
    }

    /**
     * All tasks of the job, from the template to the film.
     *
     * @param source the content of the template
     * @param images the contents of the pictures that are put into it, by the names of those that they replace
     */
    TaskGraph plan(ClipJob job, Sha256 source, ModelFormat format, SortedMap<String, Sha256> images) {
        List<PlannedTask> tasks = new ArrayList<>();
        TaskSpec pack = pack(job, source, format, images);
        tasks.add(new PlannedTask(pack, Queue.CPU, false, null));
        CacheKey scene = pack.cacheKey(engines);
        TaskInput packed = new TaskInput.Made(scene, ScenePacking.SCENE);
        SortedMap<String, TaskInput> frames = new TreeMap<>();
        int count = job.frames();
        for (int index = 0; index < count; index++) {
            TaskSpec frame = TaskSpec.of(new SceneFrame(null, job.width(), job.height(), job.samples(), job.camera(),
                    job.transparent(), ImageFormat.PNG, job.device(),
                    job.timing().moment(index, count, job.film().fps())), SceneFrame.SCENE, packed);
            tasks.add(new PlannedTask(frame, Queue.HEAVY, false, scene));
            frames.put(VideoEncoding.frame(index + 1), new TaskInput.Made(frame.cacheKey(engines), SceneFrame.IMAGE));
        }
        tasks.add(films.plan(job.film().on(job.device()), frames));
        return new TaskGraph(tasks);
    }

    /** The one task that tells what can be filled in. */
    TaskGraph planInspection(Sha256 source, ModelFormat format) {
        TaskSpec inspection = TaskSpec.of(new TemplateInspection(format), TemplateInspection.SOURCE,
                new TaskInput.Source(source));
        return new TaskGraph(List.of(new PlannedTask(inspection, Queue.CPU, true, null)));
    }

    private static TaskSpec pack(ClipJob job, Sha256 source, ModelFormat format, Map<String, Sha256> images) {
        SortedMap<String, TaskInput> inputs = new TreeMap<>();
        inputs.put(ScenePacking.SOURCE, new TaskInput.Source(source));
        SortedMap<String, String> pictures = new TreeMap<>();
        images.forEach((name, content) -> {
            String input = TemplateFilling.image(pictures.size() + 1);
            pictures.put(name, input);
            inputs.put(input, new TaskInput.Source(content));
        });
        return new TaskSpec(new ScenePacking(format, job.camera(), job.allowMissing(), filling(job, pictures)),
                inputs);
    }

    /** Nothing where nothing is filled in, so that the scene is shared with animations of the same file. */
    private static @Nullable TemplateFilling filling(ClipJob job, SortedMap<String, String> pictures) {
        ClipParameters parameters = job.parameters();
        return parameters.isNothing()
                ? null
                : new TemplateFilling(parameters.texts(), parameters.colors(), pictures);
    }
}
