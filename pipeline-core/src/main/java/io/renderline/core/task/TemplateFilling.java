package io.renderline.core.task;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is put into a .blend before it is packed, by the names that it has there.
 *
 * @param texts of text objects
 * @param colors {@code #rrggbb}, as seen
 * @param images the names of the task's inputs that are pictures, see {@link #image}
 */
public record TemplateFilling(SortedMap<String, String> texts, SortedMap<String, String> colors,
        SortedMap<String, String> images) {
    /** The most entries of each kind. */
    public static final int MAX_ENTRIES = 100;
    /** As long as Blender's names can be, bytes. */
    public static final int MAX_NAME = 63;

    public TemplateFilling {
        texts = sorted(texts);
        colors = sorted(colors);
        images = sorted(images);
        colors.forEach((name, color) -> {
            if (!MaterialRule.isHex(color)) {
                throw new IllegalArgumentException("The color of " + name + " is " + color + "; it must be #rrggbb");
            }
        });
    }

    /** The input that is the picture number {@code number}, in the order of the images' names. */
    public static String image(int number) {
        return String.format(Locale.ROOT, "image-%03d", number);
    }

    private static SortedMap<String, String> sorted(Map<String, String> given) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(given));
    }
}
