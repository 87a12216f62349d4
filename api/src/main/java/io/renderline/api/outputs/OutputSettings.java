package io.renderline.api.outputs;

/** What an output shall be like. Each way of making one is a record of its own. */
public sealed interface OutputSettings permits PictureSettings {
    OutputKind kind();
}
