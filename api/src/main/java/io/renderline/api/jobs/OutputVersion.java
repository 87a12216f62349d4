package io.renderline.api.jobs;

import org.jspecify.annotations.Nullable;

/** Which version of which output type. */
public record OutputVersion(String name, int version) {
    static @Nullable OutputVersion of(@Nullable String name, int version) {
        return name == null ? null : new OutputVersion(name, version);
    }
}
