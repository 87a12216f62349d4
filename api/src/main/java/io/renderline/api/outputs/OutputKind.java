package io.renderline.api.outputs;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.renderline.api.tasks.Priority;
import io.renderline.core.Labels;
import io.renderline.core.media.ImageFormat;
import io.renderline.core.task.View;

/** What kinds of output can be made. A kind says what is asked for where a client names nothing else. */
public enum OutputKind {
    /** Pictures of a model. */
    STILL(1024, View.MAX_SIDE, ImageFormat.PNG, Priority.NORMAL),
    /** One small picture, for lists: light work, behind everything that somebody waits for. */
    THUMBNAIL(512, PictureSettings.LIGHT_SIDE, ImageFormat.WEBP, Priority.LOW),
    /** A film of a model that turns once around. */
    TURNTABLE(1024, FilmReader.MAX_SIDE, ImageFormat.PNG, Priority.NORMAL),
    /** A film of a model in a studio's file, as large as that file says. */
    ANIMATION(1024, FilmReader.MAX_SIDE, ImageFormat.PNG, Priority.NORMAL);

    private final int side;
    private final int maxSide;
    private final ImageFormat format;
    private final Priority priority;

    OutputKind(int side, int maxSide, ImageFormat format, Priority priority) {
        this.side = side;
        this.maxSide = maxSide;
        this.format = format;
        this.priority = priority;
    }

    /** The kind's name in the REST interface. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static OutputKind of(String label) {
        return Labels.parse(values(), OutputKind::label, "output kind", label);
    }

    /** Width and height where none is named, px. */
    int side() {
        return side;
    }

    /** The longest side that it may have, px. */
    int maxSide() {
        return maxSide;
    }

    ImageFormat format() {
        return format;
    }

    Priority priority() {
        return priority;
    }
}
