package io.renderline.engine.control;

import io.renderline.engine.process.OffendingProcess;

/** Written to break the rule on cycles. */
public record OffendingControl(OffendingProcess process) {}
