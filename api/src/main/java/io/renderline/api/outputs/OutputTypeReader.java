package io.renderline.api.outputs;

import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

import io.renderline.api.web.RequestBody;
import io.renderline.api.web.RequestFields;

/** Reads an output type, and says all that is wrong with it. */
final class OutputTypeReader {
    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_VIEWS = 360;

    private OutputTypeReader() {}

    /** What a client wants an output type to be. */
    record Wish(String name, OutputSettings settings) {}

    /**
     * Reads a body.
     *
     * @param path the name in the path, which the body need not repeat; null when there is none
     */
    static Wish read(InputStream body, @Nullable String path) throws IOException {
        return RequestBody.read(body, MAX_BYTES, "An output type", fields -> wish(fields, path));
    }

    private static Wish wish(RequestFields fields, @Nullable String path) {
        String name = name(fields, path);
        OutputKind kind = fields.requiredLabel("kind", OutputKind.class, OutputKind::label);
        if (kind == null) {
            // The other fields belong to a kind, so that nothing can be said of them
            throw fields.problem();
        }
        OutputSettings settings = switch (kind) {
            case STILL, THUMBNAIL -> PictureReader.read(fields, kind, MAX_VIEWS);
            case TURNTABLE -> TurntableReader.read(fields);
            case ANIMATION -> AnimationReader.read(fields);
        };
        if (path != null) {
            // So that a client may send back what it was given
            fields.ignore("version", "createdAt", "archivedAt");
        }
        fields.refuseOthers();
        return new Wish(name, settings);
    }

    private static String name(RequestFields fields, @Nullable String path) {
        boolean isNamed = fields.has("name");
        String name = fields.slug("name");
        if (path == null && !isNamed) {
            fields.fault("name", "is missing; jobs name the output type by it");
        }
        if (path != null && name != null && !name.equals(path)) {
            fields.fault("name", "is '" + name + "', but the path says '" + path + "'; an output type keeps its name");
        }
        return path != null ? path : name == null ? "" : name;
    }
}
