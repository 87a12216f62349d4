package io.renderline.api.jobs;

import org.jspecify.annotations.Nullable;

/** Which version of which template. */
public record TemplateVersion(String name, int version) {
    static @Nullable TemplateVersion of(@Nullable String name, int version) {
        return name == null ? null : new TemplateVersion(name, version);
    }
}
