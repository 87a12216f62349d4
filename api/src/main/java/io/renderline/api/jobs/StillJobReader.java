package io.renderline.api.jobs;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.renderline.api.outputs.OutputKind;
import io.renderline.api.outputs.PictureReader;
import io.renderline.api.outputs.PictureSettings;
import io.renderline.api.tasks.Priority;
import io.renderline.api.web.PathId;
import io.renderline.api.web.RequestFields;

/** Reads a request for pictures, which says itself what they shall be like or names an output type that does. */
final class StillJobReader {
    /** The most pictures of one job. */
    static final int MAX_VIEWS = 10_000;

    private static final UUID NO_MODEL = new UUID(0, 0);

    private StillJobReader() {}

    static StillJob read(RequestFields fields, OutputKind kind) {
        UUID model = model(fields);
        PictureSettings picture = PictureReader.read(fields, kind, MAX_VIEWS);
        StillJob job = new StillJob(model, picture, fields.whole("seed", 0, 0, Integer.MAX_VALUE));
        fields.refuseOthers();
        return job;
    }

    /**
     * What a client says besides naming an output type.
     *
     * @param priority null: the output type's
     */
    record Beside(UUID model, @Nullable Priority priority) {
        StillJob with(PictureSettings named) {
            return new StillJob(model, priority == null ? named : named.with(priority), 0);
        }
    }

    /**
     * Reads what may stand beside an output type. Only what has no say in the picture may: a picture that names a version
     * of an output type looks as that version says.
     */
    static Beside readBeside(RequestFields fields) {
        UUID model = model(fields);
        Priority priority = fields.label("priority", Priority.NORMAL, Priority::label);
        PictureReader.FIELDS.forEach(name -> refuse(fields, name));
        refuse(fields, "seed");
        fields.refuseOthers();
        return new Beside(model, fields.has("priority") ? priority : null);
    }

    private static void refuse(RequestFields fields, String name) {
        fields.ignore(name);
        if (fields.has(name)) {
            fields.fault(name, "cannot stand beside outputType, which says what the picture is like;"
                    + " leave one of them away, or make another output type");
        }
    }

    private static UUID model(RequestFields fields) {
        String model = fields.text("model");
        if (model == null) {
            fields.fault("model", "is missing; it must be the id of an uploaded model");
            return NO_MODEL;
        }
        return PathId.parse(model).orElseGet(() -> {
            fields.fault("model", "is '" + model + "', which is not the id of an asset");
            return NO_MODEL;
        });
    }
}
