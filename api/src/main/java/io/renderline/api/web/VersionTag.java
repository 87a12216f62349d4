package io.renderline.api.web;

import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;

import org.jspecify.annotations.Nullable;

/** ETags of what stands under a name in versions. They begin with the version, which is what {@code If-Match} names. */
public final class VersionTag {
    private VersionTag() {}

    /** @param state what else there is to tell apart; may be empty */
    public static String of(int version, String state) {
        return "\"" + version + (state.isEmpty() ? "" : "-" + state) + "\"";
    }

    /**
     * Whether a version, counted from 1, is one that a client has seen; after RFC 9110, section 13.1.1. Without the header
     * it may be any, and none (0) too.
     */
    public static IntPredicate seenBy(@Nullable String ifMatch) {
        if (ifMatch == null) {
            return version -> true;
        }
        List<String> tags = List.of(Objects.requireNonNull(ifMatch).split(",")).stream().map(String::strip).toList();
        return version -> version > 0 && tags.stream().anyMatch(
                tag -> tag.equals("*") || tag.equals(of(version, "")) || tag.startsWith("\"" + version + "-"));
    }
}
