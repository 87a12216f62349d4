package io.renderline.api.jobs;

import org.jspecify.annotations.Nullable;

/**
 * Why something failed.
 *
 * @param code one that never changes its name, see {@link io.renderline.core.failure.FailureCode}
 * @param message a sentence for a person
 */
record ErrorView(String code, String message) {
    static @Nullable ErrorView of(@Nullable String code, @Nullable String message) {
        return code == null ? null : new ErrorView(code, message == null ? "" : message);
    }
}
