package io.renderline.api.jobs;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.renderline.core.Labels;
import io.renderline.core.task.SceneMoment;

/** How a clip goes through its template's timeline. */
enum ClipTiming {
    /** At the template's own pace, from its first frame, and on beyond its last one where the clip is longer. */
    PLAY,
    /** The whole timeline in the clip's duration. */
    STRETCH;

    @JsonValue
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static ClipTiming of(String label) {
        return Labels.parse(values(), ClipTiming::label, "timing", label);
    }

    /** What a frame of a clip shows; {@code index} counts from 0. */
    SceneMoment moment(int index, int frames, double fps) {
        return switch (this) {
            // Equal moments of clips at different paces are equal numbers, so that their frames are shared
            case PLAY -> new SceneMoment(SceneMoment.Unit.SECONDS, index / fps);
            case STRETCH -> new SceneMoment(SceneMoment.Unit.SHARE, (double) index / frames);
        };
    }
}
