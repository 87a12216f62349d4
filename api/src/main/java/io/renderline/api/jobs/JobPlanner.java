package io.renderline.api.jobs;

import org.springframework.stereotype.Component;

import io.renderline.api.media.MediaAsset;
import io.renderline.api.media.MediaCatalog;
import io.renderline.api.studios.StudioFiles;
import io.renderline.api.tasks.TaskGraph;
import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;
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

    JobPlanner(MediaCatalog catalog, StudioFiles studios, StillPlanner stills, GeometryPlanner geometries,
            TurntablePlanner turntables, AnimationPlanner animations, ScenePlanner scenes) {
        this.catalog = catalog;
        this.studios = studios;
        this.stills = stills;
        this.geometries = geometries;
        this.turntables = turntables;
        this.animations = animations;
        this.scenes = scenes;
    }

    /**
     * All tasks of a job.
     *
     * @throws ProblemException when its model or its studio is unknown or of another kind, or no worker can make what is
     *         asked for
     */
    TaskGraph plan(JobRequest request) {
        String field = request instanceof SceneJob ? SceneJobReader.SCENE : "model";
        MediaAsset model = catalog.find(request.model()).orElseThrow(() -> new ProblemException(
                ProblemCode.UNKNOWN_MODEL,
                "No asset has the id " + request.model() + " that '" + field + "' names. Upload the"
                        + " model to /v1/assets and use the id that it gets."));
        ModelFormat known = model.modelFormat().orElseThrow(() -> new ProblemException(ProblemCode.ASSET_IS_NO_MODEL,
                "The asset " + model.id() + " that '" + field + "' names is a " + model.kind().label()
                        + ". A job needs an uploaded model, such as STEP or GLB."));
        return switch (request) {
            case StillJob still -> stills.plan(still, model.sha256(), known,
                    studios.content(still.staging().resolvedStudio()).orElse(null));
            case GeometryJob geometry -> geometries.plan(geometry, model.sha256(), known);
            case TurntableJob turntable -> turntables.plan(turntable, model.sha256(), known,
                    studios.content(turntable.staging().resolvedStudio()).orElse(null));
            case AnimationJob animation -> animations.plan(animation, model.sha256(), known,
                    studios.content(animation.staging().resolvedStudio()).orElse(null));
            case SceneJob scene -> scenes.plan(scene, model.sha256(), known);
        };
    }
}
