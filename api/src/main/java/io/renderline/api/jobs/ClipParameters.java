package io.renderline.api.jobs;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a clip puts into its template, by the names that it has there.
 *
 * @param texts of text objects
 * @param colors {@code #rrggbb}
 * @param images uploaded pictures
 */
record ClipParameters(SortedMap<String, String> texts, SortedMap<String, String> colors,
        SortedMap<String, UUID> images) {
    ClipParameters {
        texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
        colors = Collections.unmodifiableSortedMap(new TreeMap<>(colors));
        images = Collections.unmodifiableSortedMap(new TreeMap<>(images));
    }

    static ClipParameters of(Map<String, String> texts, Map<String, String> colors, Map<String, UUID> images) {
        return new ClipParameters(new TreeMap<>(texts), new TreeMap<>(colors), new TreeMap<>(images));
    }

    boolean isNothing() {
        return texts.isEmpty() && colors.isEmpty() && images.isEmpty();
    }
}
