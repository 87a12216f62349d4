package io.renderline.engine.process;

import java.sql.Connection;

import io.renderline.engine.consume.BatchRunner;
import io.renderline.engine.control.OffendingControl;

/** Written to break the rules on boundaries. */
public record OffendingProcess(Connection database, BatchRunner runner, OffendingControl control) {}
