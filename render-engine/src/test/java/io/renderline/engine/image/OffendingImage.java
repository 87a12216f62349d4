package io.renderline.engine.image;

import io.renderline.engine.process.OffendingProcess;

/** Written to break the rules on boundaries. */
public record OffendingImage(OffendingProcess process) {}
