package io.renderline.api.studios;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.renderline.api.web.PathId;
import io.renderline.core.task.Studio;

/**
 * One of Renderline's own studios, or a client's. In JSON it is the studio's name or the asset's id.
 *
 * @param own null: the file's
 * @param file the asset of a .blend; null: Renderline's own
 */
public record StudioChoice(@Nullable Studio own, @Nullable UUID file) {
    /** What is there where nobody has chosen. */
    public static final StudioChoice USUAL = new StudioChoice(Studio.WHITE, null);

    static final String RULE = "it must be one of "
            + Arrays.stream(Studio.values()).map(Studio::label).collect(Collectors.joining(", "))
            + ", or the id of an uploaded .blend";

    public StudioChoice {
        if ((own == null) == (file == null)) {
            throw new IllegalArgumentException("a studio is one of Renderline's own or a file's");
        }
    }

    static Optional<StudioChoice> parse(String text) {
        Optional<Studio> own = Arrays.stream(Studio.values()).filter(studio -> studio.label().equals(text)).findFirst();
        return own.map(studio -> new StudioChoice(studio, null))
                .or(() -> PathId.parse(text).map(id -> new StudioChoice(null, id)));
    }

    @JsonCreator
    static StudioChoice of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("studio is '" + text + "'; " + RULE));
    }

    @JsonValue
    String text() {
        return own != null ? own.label() : String.valueOf(file);
    }
}
