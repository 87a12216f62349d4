package io.renderline.api.jobs;

import java.util.UUID;

import io.renderline.api.outputs.AnimationSettings;
import io.renderline.api.outputs.OutputSettings;
import io.renderline.api.outputs.PictureSettings;
import io.renderline.api.outputs.TurntableSettings;
import io.renderline.api.tasks.Priority;
import io.renderline.core.key.Sha256;

/** What a client may ask for, with every default filled in. Each kind of job is a record of its own. */
sealed interface JobRequest
        permits StillJob, GeometryJob, TurntableJob, AnimationJob, SceneJob, ClipJob, InspectionJob {
    /** The kind's name in the REST interface. */
    String kind();

    /** The asset that it is about. */
    UUID model();

    Priority priority();

    /** What an output type says, of a model. */
    static JobRequest of(Subject subject, OutputSettings settings) {
        return switch (settings) {
            case PictureSettings picture -> StillJob.of(subject, picture, 0);
            case TurntableSettings turntable -> TurntableJob.of(subject, turntable, 0);
            case AnimationSettings animation -> AnimationJob.of(subject, animation, 0);
        };
    }

    /** The same for two requests that mean the same, however they were written. */
    Sha256 fingerprint(Subject subject);
}
