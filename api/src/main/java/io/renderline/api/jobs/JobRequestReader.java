package io.renderline.api.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import io.renderline.api.outputs.OutputKind;
import io.renderline.api.outputs.OutputType;
import io.renderline.api.outputs.OutputTypes;
import io.renderline.api.web.ProblemException;
import io.renderline.api.web.RequestBody;
import io.renderline.api.web.RequestFields;

/** Reads what a client asks for, and says all that is wrong with it. */
@Component
class JobRequestReader {
    /** The largest body: ten thousand views take less than 1 MB. Bytes. */
    static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final int MAX_NAMES_SHOWN = 20;

    private final SubjectReader subjects;
    private final SceneJobReader scenes;
    private final OutputTypes outputTypes;
    private final ClipJobReader clips;

    JobRequestReader(SubjectReader subjects, SceneJobReader scenes, OutputTypes outputTypes, ClipJobReader clips) {
        this.subjects = subjects;
        this.scenes = scenes;
        this.outputTypes = outputTypes;
        this.clips = clips;
    }

    /**
     * Reads a body.
     *
     * @throws ProblemException when it is too large, no JSON, or has faults, all of which it names
     */
    RequestedJob read(InputStream body) throws IOException {
        return RequestBody.read(body, MAX_BYTES, "A job", this::read);
    }

    private RequestedJob read(RequestFields fields) {
        if (fields.has("outputType")) {
            return named(fields);
        }
        JobKind kind = fields.requiredLabel("kind", JobKind.class, JobKind::label);
        if (kind == null) {
            // The other fields belong to a kind, so that nothing can be said of them
            throw fields.problem();
        }
        Optional<JobRequest> own = ofScene(kind, fields);
        if (own.isPresent()) {
            Subject subject = Subject.of(own.get().model());
            return new RequestedJob(own.get(), subject, null, own.get().fingerprint(subject));
        }
        Subject subject = subjects.read(fields);
        JobRequest job = switch (kind) {
            case STILL -> StillJobReader.read(fields, subject, OutputKind.STILL);
            case THUMBNAIL -> StillJobReader.read(fields, subject, OutputKind.THUMBNAIL);
            case GEOMETRY -> GeometryJobReader.read(fields, subject);
            case TURNTABLE -> StillJobReader.readTurntable(fields, subject);
            case ANIMATION -> StillJobReader.readAnimation(fields, subject);
            case CLIP, INSPECTION -> throw new IllegalStateException(kind + " is of a scene");
        };
        return new RequestedJob(job, subject, null, job.fingerprint(subject));
    }

    /** What is of a .blend as its author made it, and not of a model. */
    private Optional<JobRequest> ofScene(JobKind kind, RequestFields fields) {
        return Optional.ofNullable(switch (kind) {
            case ANIMATION -> fields.has(SceneJobReader.SCENE) || !ofModel(fields) ? scenes.animation(fields) : null;
            case CLIP -> clips.read(fields);
            case INSPECTION -> SceneJobReader.inspection(fields);
            case STILL -> fields.has(SceneJobReader.SCENE) ? scenes.still(fields) : null;
            case THUMBNAIL, GEOMETRY, TURNTABLE -> null;
        });
    }

    private static boolean ofModel(RequestFields fields) {
        return fields.has("model") || fields.has("product");
    }

    private RequestedJob named(RequestFields fields) {
        String kind = fields.text("kind");
        Optional<OutputType> found = outputType(fields);
        found.map(type -> type.settings().kind().label()).filter(made -> kind != null && !kind.equals(made))
                .ifPresent(made -> fields.fault("kind", "is '" + kind + "', but the output type makes a " + made
                        + "; leave kind away"));
        Subject subject = subjects.read(fields);
        StillJobReader.Beside beside = StillJobReader.readBeside(fields);
        OutputType type = found.orElseThrow(fields::problem);
        JobRequest job = beside.with(subject, type.settings());
        return new RequestedJob(job, subject, new OutputVersion(type.name(), type.version()),
                RequestJson.fingerprint(subject.identity(), type.name(), beside));
    }

    private Optional<OutputType> outputType(RequestFields fields) {
        String name = fields.text("outputType");
        if (name == null) {
            return Optional.empty();
        }
        Optional<OutputType> type = outputTypes.current(name);
        if (type.isEmpty()) {
            fields.fault("outputType", "is '" + name + "', and no output type has this name; there are "
                    + outputTypes.all().stream().limit(MAX_NAMES_SHOWN).map(OutputType::name)
                            .collect(Collectors.joining(", ")));
        }
        return type;
    }
}
