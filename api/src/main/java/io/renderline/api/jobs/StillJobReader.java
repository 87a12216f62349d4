package io.renderline.api.jobs;

import org.jspecify.annotations.Nullable;

import io.renderline.api.outputs.AnimationReader;
import io.renderline.api.outputs.AnimationSettings;
import io.renderline.api.outputs.OutputKind;
import io.renderline.api.outputs.OutputSettings;
import io.renderline.api.outputs.PictureReader;
import io.renderline.api.outputs.PictureSettings;
import io.renderline.api.outputs.TurntableReader;
import io.renderline.api.outputs.TurntableSettings;
import io.renderline.api.tasks.Priority;
import io.renderline.api.web.RequestFields;

/** Reads a request for pictures, which says itself what they shall be like or names an output type that does. */
final class StillJobReader {
    /** The most pictures of one job. */
    static final int MAX_VIEWS = 10_000;

    private StillJobReader() {}

    static StillJob read(RequestFields fields, Subject subject, OutputKind kind) {
        PictureSettings picture = PictureReader.read(fields, kind, MAX_VIEWS);
        StillJob job = StillJob.of(subject, picture, fields.whole("seed", 0, 0, Integer.MAX_VALUE));
        fields.refuseOthers();
        return job;
    }

    static TurntableJob readTurntable(RequestFields fields, Subject subject) {
        TurntableSettings turntable = TurntableReader.read(fields);
        TurntableJob job = TurntableJob.of(subject, turntable, fields.whole("seed", 0, 0, Integer.MAX_VALUE));
        fields.refuseOthers();
        return job;
    }

    static AnimationJob readAnimation(RequestFields fields, Subject subject) {
        AnimationSettings animation = AnimationReader.read(fields);
        AnimationJob job = AnimationJob.of(subject, animation, fields.whole("seed", 0, 0, Integer.MAX_VALUE));
        fields.refuseOthers();
        return job;
    }

    /**
     * What a client says besides naming an output type.
     *
     * @param priority null: the output type's
     */
    record Beside(@Nullable Priority priority) {
        JobRequest with(Subject subject, OutputSettings named) {
            return JobRequest.of(subject, priority == null ? named : named.with(priority));
        }
    }

    /**
     * Reads what may stand beside an output type. Only what has no say in the picture may: a picture that names a version
     * of an output type looks as that version says.
     */
    static Beside readBeside(RequestFields fields) {
        Priority priority = fields.label("priority", Priority.NORMAL, Priority::label);
        PictureReader.FIELDS.forEach(name -> refuse(fields, name));
        TurntableReader.FIELDS.forEach(name -> refuse(fields, name));
        AnimationReader.FIELDS.forEach(name -> refuse(fields, name));
        refuse(fields, "seed");
        fields.refuseOthers();
        return new Beside(fields.has("priority") ? priority : null);
    }

    private static void refuse(RequestFields fields, String name) {
        fields.ignore(name);
        if (fields.has(name)) {
            fields.fault(name, "cannot stand beside outputType, which says what the picture is like;"
                    + " leave one of them away, or make another output type");
        }
    }
}
