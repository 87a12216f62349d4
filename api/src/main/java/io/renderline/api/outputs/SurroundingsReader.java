package io.renderline.api.outputs;

import org.jspecify.annotations.Nullable;

import io.renderline.api.studios.Staging;
import io.renderline.api.studios.StagingReader;
import io.renderline.api.studios.StudioChoice;
import io.renderline.api.web.RequestFields;
import io.renderline.core.task.Studio;

/** Reads what a model is shown in, and says what of it does not fit the rest. */
final class SurroundingsReader {
    private SurroundingsReader() {}

    /**
     * What was read.
     *
     * @param background the colour behind the model, {@code #rrggbb}; null: what the studio has there
     */
    record Surroundings(Staging staging, @Nullable String background) {
        /** The one of Renderline's own studios that was chosen; null: a file's, or none was chosen. */
        @Nullable
        Studio own() {
            StudioChoice studio = staging.studio();
            return studio == null ? null : studio.own();
        }
    }

    /**
     * Reads {@code studio}, {@code background} and {@code materials}.
     *
     * @param alphaChoice the formats with an alpha channel, for sentences
     */
    static Surroundings read(RequestFields fields, boolean transparent, String format, boolean hasAlpha,
            String alphaChoice) {
        Surroundings read = new Surroundings(StagingReader.read(fields), StagingReader.colour(fields, "background"));
        if (read.background() != null && transparent) {
            fields.fault("background", "cannot stand beside transparent, with which nothing is behind the model");
        }
        Studio own = read.own();
        if (own == Studio.TRANSPARENT && read.background() == null && !hasAlpha) {
            fields.fault("studio", "is transparent, but " + format + " has no alpha channel; choose the format "
                    + alphaChoice + ", or a background");
        }
        if (own != null && read.staging().needsFile()) {
            fields.fault("materials", "names a material, but the studio " + own.label()
                    + " has none of its own; choose a preset, or an uploaded .blend as studio");
        }
        return read;
    }
}
