package io.renderline.api.outputs;

import io.renderline.api.studios.Staging;
import io.renderline.api.tasks.Priority;

/** What an output shall be like. Each way of making one is a record of its own. */
public sealed interface OutputSettings permits PictureSettings, TurntableSettings, AnimationSettings {
    OutputKind kind();

    Priority priority();

    /** What it says of studio and materials. */
    Staging staging();

    /** The same, sooner or later. */
    OutputSettings with(Priority other);
}
