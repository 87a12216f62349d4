package io.renderline.api.orders;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * One output of a line and one file that is made of it; an output of which nothing is made yet has one with no file.
 *
 * @param state of the output
 * @param view null for what is no view, and for no file
 * @param asset null for no file
 * @param device what rendered it, in a few words; null for what does not render
 */
record ResultFile(int line, int place, @Nullable String product, @Nullable String reference,
        @Nullable String outputType,
        @Nullable Integer version, @Nullable Integer revision, String state, @Nullable String error,
        @Nullable String view, @Nullable UUID asset, @Nullable String sha256, long sizeBytes, @Nullable String mimeType,
        @Nullable String device, boolean lost) {}
