package io.renderline.api.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.renderline.api.outputs.AnimationSettings;
import io.renderline.api.outputs.FilmReader;
import io.renderline.api.outputs.FrameRange;
import io.renderline.api.outputs.PictureSettings;
import io.renderline.api.outputs.ViewAngle;
import io.renderline.api.studios.StudioChoice;
import io.renderline.api.tasks.PlannedTask;
import io.renderline.api.tasks.TaskGraph;
import io.renderline.api.timelines.SceneTimelines;
import io.renderline.api.timelines.Timeline;
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
 * Plans films of a model in a studio's file: the model is put in once, each frame is a view of that scene at a moment of the
 * file's timeline, and the film is encoded when all of them are there.
 */
@Component
class AnimationPlanner {
    private final EngineVersions engines;
    private final StillPlanner stills;
    private final FilmPlanner films;
    private final SceneTimelines timelines;

    AnimationPlanner(EngineVersions engines, StillPlanner stills, FilmPlanner films, SceneTimelines timelines) {
        this.engines = engines;
        this.stills = stills;
        this.films = films;
        this.timelines = timelines;
    }

    /**
     * All tasks of the job, from the model to the film.
     *
     * @param model the model's content
     * @param format the model's format
     * @param studio the content of the studio's file
     * @throws ProblemException when the studio has no timeline, or one of other frames than are asked for
     */
    TaskGraph plan(AnimationJob job, Sha256 model, ModelFormat format, @Nullable Sha256 studio) {
        AnimationSettings animation = job.animation();
        Timeline says = timeline(job.staging().resolvedStudio());
        FrameRange range = range(animation, says);
        PictureSettings picture = picture(animation, says);
        double fps = FilmReader.requirePace(animation.fps() == null ? says.fps() : animation.fps(), animation.format());
        List<PlannedTask> tasks = new ArrayList<>(stills.scene(job.staging(), model, format, studio));
        CacheKey scene = tasks.getLast().spec().cacheKey(engines);
        TaskInput sceneInput = new TaskInput.Made(scene, ScenePreparation.SCENE);
        View view = StillPlanner.view(picture, job.staging(), new ViewAngle(null, 0, 0, animation.camera()),
                job.seed(), animation.format().hasAlpha());
        SortedMap<String, TaskInput> frames = new TreeMap<>();
        range.numbers().forEach(number -> {
            TaskSpec frame = TaskSpec.of(view.atFrame(number), View.SCENE, sceneInput);
            tasks.add(new PlannedTask(frame, Queue.HEAVY, false, scene));
            frames.put(VideoEncoding.frame(number), new TaskInput.Made(frame.cacheKey(engines), View.IMAGE));
        });
        tasks.add(films.plan(new VideoEncoding(animation.format(), fps, picture.device()), frames));
        return new TaskGraph(tasks);
    }

    private Timeline timeline(StudioChoice studio) {
        UUID file = studio.file();
        if (file == null) {
            throw ProblemException.ofField("studio", "is one of Renderline's own, in which nothing moves; an animation"
                    + " of a model is made in an uploaded .blend. Name one, or ask for a turntable");
        }
        return timelines.of(file).orElseThrow(() -> ProblemException.ofField("studio", "is '" + file
                + "', whose frames cannot be read: it is damaged, or of a Blender that is not known here. Save it with"
                + " Blender and upload it again"));
    }

    private static FrameRange range(AnimationSettings animation, Timeline says) {
        Integer start = animation.startFrame();
        Integer end = animation.endFrame();
        Integer skip = animation.frameSkip();
        FrameRange range = new FrameRange(start == null ? says.start() : start, end == null ? says.end() : end,
                skip == null ? says.step() : skip);
        if (range.start() < 0 || range.end() > VideoEncoding.MAX_NUMBER) {
            throw ProblemException.ofField("startFrame", "and endFrame are " + range.start() + " and " + range.end()
                    + " as the studio says; name some from 0 to " + VideoEncoding.MAX_NUMBER);
        }
        range.fault().ifPresent(fault -> {
            throw ProblemException.ofField("endFrame",
                    "is " + range.end() + (end == null ? " as the studio says" : "") + fault);
        });
        return range;
    }

    /** Of one side alone, the other follows in the studio's proportion. */
    private static PictureSettings picture(AnimationSettings animation, Timeline says) {
        Timeline.Size size = says.size(animation.width(), animation.height());
        if (!size.isWithin(FilmReader.MIN_SIDE, FilmReader.MAX_SIDE)) {
            throw ProblemException.ofField("width", "and height are " + size.width() + " and " + size.height()
                    + " as the studio says; name some from " + FilmReader.MIN_SIDE + " to " + FilmReader.MAX_SIDE);
        }
        return animation.picture((int) size.width(), (int) size.height());
    }
}
