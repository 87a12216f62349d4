package io.renderline.api.jobs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.renderline.api.outputs.PictureSettings;
import io.renderline.api.outputs.ViewAngle;
import io.renderline.api.studios.Staging;
import io.renderline.api.studios.StudioChoice;
import io.renderline.api.tasks.PlannedTask;
import io.renderline.api.tasks.TaskGraph;
import io.renderline.api.web.ProblemException;
import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;
import io.renderline.core.media.ModelFormat;
import io.renderline.core.task.EngineVersions;
import io.renderline.core.task.Queue;
import io.renderline.core.task.ScenePreparation;
import io.renderline.core.task.Studio;
import io.renderline.core.task.TaskInput;
import io.renderline.core.task.TaskSpec;
import io.renderline.core.task.View;

/** Plans stills: CAD is tessellated, any model becomes a prepared scene, and each view is rendered from that. */
@Component
class StillPlanner {
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
     * @param studio the content of the studio's file; null: the studio is one of Renderline's own
     * @throws ProblemException when the job names something of a studio's file and there is none
     */
    TaskGraph plan(StillJob job, Sha256 model, ModelFormat format, @Nullable Sha256 studio) {
        if (studio == null && job.picture().views().stream().anyMatch(view -> view.camera() != null)) {
            throw ProblemException.ofField("views", "names a camera, but the studio is one of Renderline's own, which"
                    + " have none; choose angles, or an uploaded .blend as studio");
        }
        List<PlannedTask> tasks = new ArrayList<>(scene(job.staging(), model, format, studio));
        tasks.addAll(views(job, tasks.getLast().spec().cacheKey(engines)));
        return new TaskGraph(tasks);
    }

    /**
     * The tasks from the model to its prepared scene, which the last of them makes.
     *
     * @throws ProblemException when a material of a studio's file is named and there is none
     */
    List<PlannedTask> scene(Staging staging, Sha256 model, ModelFormat format, @Nullable Sha256 studio) {
        if (studio == null && staging.needsFile()) {
            throw ProblemException.ofField("materials", "names a material of a studio's file, but the studio is one of"
                    + " Renderline's own; choose a preset, or an uploaded .blend as studio");
        }
        ImportableModel importable = ImportableModel.of(model, format, quality, engines);
        List<PlannedTask> tasks = new ArrayList<>(importable.tessellation(false));
        TaskSpec prepare = preparation(staging, importable.format(), importable.content(), studio);
        tasks.add(new PlannedTask(prepare, Queue.CPU, false, null));
        return tasks;
    }

    private static TaskSpec preparation(Staging staging, ModelFormat format, TaskInput geometry,
            @Nullable Sha256 studio) {
        SortedMap<String, TaskInput> inputs = new TreeMap<>(Map.of(ScenePreparation.MODEL, geometry));
        if (studio != null) {
            inputs.put(ScenePreparation.STUDIO, new TaskInput.Source(studio));
        }
        return new TaskSpec(new ScenePreparation(format, staging.resolvedStudio().own(), staging.materials(),
                staging.up()), inputs);
    }

    private List<PlannedTask> views(StillJob job, CacheKey scene) {
        Map<View, PlannedTask> tasks = new LinkedHashMap<>();
        TaskInput input = new TaskInput.Made(scene, ScenePreparation.SCENE);
        Staging staging = job.staging();
        for (ViewAngle angle : job.picture().views()) {
            View view = view(job.picture(), staging, angle, job.seed(), job.picture().format().hasAlpha());
            tasks.putIfAbsent(view, new PlannedTask(TaskSpec.of(view, View.SCENE, input), queue(view), true, scene,
                    angle.label()));
        }
        return List.copyOf(tasks.values());
    }

    /**
     * One view.
     *
     * @param showsNothing whether what is made of it can show that nothing is behind the model
     */
    static View view(PictureSettings picture, Staging staging, ViewAngle angle, int seed, boolean showsNothing) {
        Behind behind = Behind.of(picture, staging.resolvedStudio(), showsNothing);
        Integer asked = picture.samples();
        int samples = asked != null ? asked : SampleRule.samples(picture.width(), picture.height());
        return new View(picture.width(), picture.height(), angle.azimuth(), angle.elevation(), samples,
                picture.denoise(), behind.isNothing(), seed, picture.format(), picture.device(), null,
                behind.colour(), angle.camera(), null);
    }

    /**
     * What is behind the model.
     *
     * @param colour null: what the studio has there, unless it is nothing
     */
    private record Behind(boolean isNothing, @Nullable String colour) {
        private static final String WHITE = "#ffffff";

        static Behind of(PictureSettings picture, StudioChoice studio, boolean showsNothing) {
            if (picture.transparent() || picture.background() != null || studio.own() != Studio.TRANSPARENT) {
                return new Behind(picture.transparent(), picture.background());
            }
            // A product may be shown before nothing, and an output type be a format that cannot show it so
            return showsNothing ? new Behind(true, null) : new Behind(false, WHITE);
        }
    }

    private static Queue queue(View view) {
        return Math.max(view.width(), view.height()) <= PictureSettings.LIGHT_SIDE ? Queue.LIGHT : Queue.HEAVY;
    }
}
