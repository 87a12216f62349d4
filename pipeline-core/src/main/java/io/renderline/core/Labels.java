package io.renderline.core;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the labels by which enumerations travel in JSON, and names the known ones when one is unknown. */
public final class Labels {
    private Labels() {}

    /**
     * The value whose label is {@code label}.
     *
     * @param what what is parsed, for the error's sentence, e.g. {@code "image format"}
     * @throws IllegalArgumentException naming the label and all known ones
     */
    public static <E extends Enum<E>> E parse(E[] values, Function<E, String> labelOf, String what, String label) {
        for (E value : values) {
            if (labelOf.apply(value).equals(label)) {
                return value;
            }
        }
        String known = Arrays.stream(values).map(labelOf).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("Unknown " + what + " '" + label + "'; known are " + known);
    }
}
