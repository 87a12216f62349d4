package io.renderline.core.message;

import java.util.UUID;

/**
 * How far a running task is. Transient: it may be lost or come out of order, and must never delay a result.
 *
 * @param fraction done, 0 to 1
 * @param message e.g. {@code sample 16/64}
 */
public record TaskProgress(UUID taskId, int attempt, double fraction, String message) {}
