package io.renderline.api.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.renderline.api.outputs.TurntableSettings;
import io.renderline.api.outputs.ViewAngle;
import io.renderline.api.tasks.PlannedTask;
import io.renderline.api.tasks.TaskGraph;
import io.renderline.api.web.ProblemException;
import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;
import io.renderline.core.media.ModelFormat;
import io.renderline.core.task.EngineVersions;
import io.renderline.core.task.Queue;
import io.renderline.core.task.ScenePreparation;
import io.renderline.core.task.TaskInput;
import io.renderline.core.task.TaskSpec;
import io.renderline.core.task.VideoEncoding;
import io.renderline.core.task.View;

/**
 * Plans turntables: each frame is a view of the prepared scene, and the film is encoded when all of them are there. What is
 * delivered is the film; the frames are kept, so that another film of them renders nothing.
 */
@Component
class TurntablePlanner {
    private final EngineVersions engines;
    private final StillPlanner stills;
    private final FilmPlanner films;

    TurntablePlanner(EngineVersions engines, StillPlanner stills, FilmPlanner films) {
        this.engines = engines;
        this.stills = stills;
        this.films = films;
    }

    /**
     * All tasks of the job, from the model to the film.
     *
     * @param model the model's content
     * @param format the model's format
     * @param studio the content of the studio's file; null: the studio is one of Renderline's own
     * @throws ProblemException when no worker could write the film: nothing is rendered in vain
     */
    TaskGraph plan(TurntableJob job, Sha256 model, ModelFormat format, @Nullable Sha256 studio) {
        TurntableSettings turntable = job.turntable();
        List<PlannedTask> tasks = new ArrayList<>(stills.scene(job.staging(), model, format, studio));
        CacheKey scene = tasks.getLast().spec().cacheKey(engines);
        TaskInput sceneInput = new TaskInput.Made(scene, ScenePreparation.SCENE);
        SortedMap<String, TaskInput> frames = new TreeMap<>();
        for (ViewAngle angle : turntable.turn()) {
            View view = StillPlanner.view(turntable.picture(), job.staging(), angle, job.seed(),
                    turntable.format().hasAlpha()).onTurntable();
            TaskSpec frame = TaskSpec.of(view, View.SCENE, sceneInput);
            tasks.add(new PlannedTask(frame, Queue.HEAVY, false, scene));
            frames.put(VideoEncoding.frame(frames.size() + 1),
                    new TaskInput.Made(frame.cacheKey(engines), View.IMAGE));
        }
        tasks.add(films.plan(new VideoEncoding(turntable.format(), turntable.fps(), turntable.picture().device()),
                frames));
        return new TaskGraph(tasks);
    }
}
