package io.renderline.api.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

import org.springframework.stereotype.Component;

import io.renderline.api.tasks.PlannedTask;
import io.renderline.api.tasks.TaskGraph;
import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;
import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;
import io.renderline.core.media.ModelFormat;
import io.renderline.core.task.EngineVersions;
import io.renderline.core.task.Queue;
import io.renderline.core.task.SceneFrame;
import io.renderline.core.task.ScenePacking;
import io.renderline.core.task.TaskInput;
import io.renderline.core.task.TaskSpec;
import io.renderline.core.task.VideoEncoding;

/**
 * Plans frames of a .blend: it is packed, which says what is missing before anything is rendered, then each frame is a task of
 * its own, and a film is encoded when all of them are there.
 */
@Component
class ScenePlanner {
    private final EngineVersions engines;
    private final FilmPlanner films;

    ScenePlanner(EngineVersions engines, FilmPlanner films) {
        this.engines = engines;
        this.films = films;
    }

    /**
     * All tasks of the job, from the .blend to the film or the picture.
     *
     * @param source the content of the uploaded file
     * @param format the format of the uploaded file
     * @throws ProblemException when it is no .blend, or no worker could write the film
     */
    TaskGraph plan(SceneJob job, Sha256 source, ModelFormat format) {
        requireScene(job.model(), format);
        List<PlannedTask> tasks = new ArrayList<>();
        TaskSpec pack = TaskSpec.of(new ScenePacking(format, job.camera(), job.allowMissing()), ScenePacking.SOURCE,
                new TaskInput.Source(source));
        tasks.add(new PlannedTask(pack, Queue.CPU, false, null));
        CacheKey scene = pack.cacheKey(engines);
        TaskInput packed = new TaskInput.Made(scene, ScenePacking.SCENE);
        VideoEncoding film = job.film();
        SortedMap<String, TaskInput> frames = new TreeMap<>();
        for (int number = job.startFrame(); number <= job.endFrame(); number += job.frameSkip()) {
            TaskSpec frame = TaskSpec.of(new SceneFrame(number, job.width(), job.height(), job.samples(), job.camera(),
                    job.transparent(), job.format(), job.device()), SceneFrame.SCENE, packed);
            tasks.add(new PlannedTask(frame, Queue.HEAVY, film == null, scene));
            frames.put(VideoEncoding.frame(number), new TaskInput.Made(frame.cacheKey(engines), SceneFrame.IMAGE));
        }
        if (film != null) {
            tasks.add(films.plan(film.on(job.device()), frames));
        }
        return new TaskGraph(tasks);
    }

    /** Refuses what is no .blend, nor a ZIP with one. */
    static void requireScene(UUID asset, ModelFormat format) {
        if (!format.isScene()) {
            throw new ProblemException(ProblemCode.ASSET_IS_NO_MODEL, "The asset " + asset + " that 'scene' names is "
                    + format.label() + ". A scene is a .blend, or a ZIP with one; render other models as 'model'.");
        }
    }
}
