package io.renderline.api.jobs;

import java.util.SortedMap;
import java.util.TreeMap;

import org.springframework.stereotype.Component;

import io.renderline.api.media.MediaAsset;
import io.renderline.api.media.MediaCatalog;
import io.renderline.api.studios.StudioFiles;
import io.renderline.api.tasks.TaskGraph;
import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;
import io.renderline.core.key.Sha256;
import io.renderline.core.media.ModelFormat;

/** Finds a job's model and has the planner of its kind plan it. */
@Component
class JobPlanner {
    private final MediaCatalog catalog;
    private final StudioFiles studios;
    private final StillPlanner stills;
    private final GeometryPlanner geometries;
    private final TurntablePlanner turntables;
    private final AnimationPlanner animations;
    private final ScenePlanner scenes;
    private final ClipPlanner clips;

    JobPlanner(MediaCatalog catalog, StudioFiles studios, StillPlanner stills, GeometryPlanner geometries,
            TurntablePlanner turntables, AnimationPlanner animations, ScenePlanner scenes, ClipPlanner clips) {
        this.catalog = catalog;
        this.studios = studios;
        this.stills = stills;
        this.geometries = geometries;
        this.turntables = turntables;
        this.animations = animations;
        this.scenes = scenes;
        this.clips = clips;
    }

    /**
     * All tasks of a job.
     *
     * @throws ProblemException when its model or its studio is unknown or of another kind, or no worker can make what is
     *         asked for
     */
    TaskGraph plan(JobRequest request) {
        String field = switch (request) {
            case SceneJob _,InspectionJob _ -> SceneJobReader.SCENE;
            case ClipJob _ -> "template";
            default -> "model";
        };
        MediaAsset model = catalog.find(request.model()).orElseThrow(() -> new ProblemException(
                ProblemCode.UNKNOWN_MODEL,
                "No asset has the id " + request.model() + " that '" + field + "' names. Upload the"
                        + " model to /v1/assets and use the id that it gets."));
        ModelFormat known = model.modelFormat().orElseThrow(() -> new ProblemException(ProblemCode.ASSET_IS_NO_MODEL,
                "The asset " + model.id() + " that '" + field + "' names is of the kind "
                        + model.kind().label()
                        + ". A job needs an uploaded model or scene, such as STEP, GLB or .blend."));
        return switch (request) {
            case StillJob still -> stills.plan(still, model.sha256(), known,
                    studios.content(still.staging().resolvedStudio()).orElse(null));
            case GeometryJob geometry -> geometries.plan(geometry, model.sha256(), known);
            case TurntableJob turntable -> turntables.plan(turntable, model.sha256(), known,
                    studios.content(turntable.staging().resolvedStudio()).orElse(null));
            case AnimationJob animation -> animations.plan(animation, model.sha256(), known,
                    studios.content(animation.staging().resolvedStudio()).orElse(null));
            case SceneJob scene -> scenes.plan(scene, model.sha256(), known);
            case ClipJob clip -> clips.plan(clip, model.sha256(), known, pictures(clip));
            case InspectionJob inspection -> {
                ScenePlanner.requireScene(inspection.model(), known);
                yield clips.planInspection(model.sha256(), known);
            }
        };
    }

    private SortedMap<String, Sha256> pictures(ClipJob clip) {
        SortedMap<String, Sha256> contents = new TreeMap<>();
        clip.parameters().images()
                .forEach((name, id) -> contents.put(name, catalog.find(id).orElseThrow().sha256()));
        return contents;
    }
}
