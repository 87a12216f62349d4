package io.renderline.api.jobs;

import java.util.Arrays;
import java.util.Locale;

/** What can be asked for. Each kind has a record that is kept of it, a reader of its fields and a planner. */
enum JobKind {
    /** Pictures of a model. */
    STILL(StillJob.class),
    /** One small picture, for lists. */
    THUMBNAIL(StillJob.class),
    /** A model as a geometry file. */
    GEOMETRY(GeometryJob.class),
    /** A film of a model that turns once around. */
    TURNTABLE(TurntableJob.class),
    /** A film of a model in a studio's file, or of a .blend as its author left it, see {@link RequestJson}. */
    ANIMATION(AnimationJob.class),
    /** A film of a template that is filled in. */
    CLIP(ClipJob.class),
    /** What can be filled in of a .blend. */
    INSPECTION(InspectionJob.class);

    private final Class<? extends JobRequest> request;

    JobKind(Class<? extends JobRequest> request) {
        this.request = request;
    }

    /** The kind's name in the REST interface and in the job table. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is kept of a request of this kind. */
    Class<? extends JobRequest> request() {
        return request;
    }

    /** The kind of a job in the table. */
    static JobKind of(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label().equals(label)).findFirst().orElseThrow(
                () -> new IllegalStateException("The job table holds a job of the unknown kind " + label));
    }
}
