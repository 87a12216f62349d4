package io.renderline.core.task;

import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Which surfaces get which material. At least one of {@code part} and {@code colour} says which, and exactly one of
 * {@code preset} and {@code material} says what.
 *
 * @param part a pattern for the name of a part or of an assembly that it belongs to, with {@code *} and {@code ?}, whatever
 *        the case; null: any part
 * @param colour the colour that the model gives the surface, {@code #rrggbb} or the name of one of {@link #COLOURS}; null:
 *        any colour
 * @param tint the colour of the preset, {@code #rrggbb}; null: the surface's own
 * @param material the name of a material in the studio's file
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MaterialRule(@Nullable String part, @Nullable String colour, @Nullable MaterialPreset preset,
        @Nullable String tint, @Nullable String material) {
    /** Colours by what people call them. */
    public static final Set<String> COLOURS = Set.of("black", "grey", "white", "red", "orange", "brown", "yellow",
            "green", "cyan", "blue", "purple");
    /** The longest pattern or name. */
    public static final int MAX_LENGTH = 200;

    private static final Pattern HEX = Pattern.compile("#[0-9a-f]{6}");

    public MaterialRule {
        if (part == null && colour == null) {
            throw new IllegalArgumentException("a rule says by part or by colour which surfaces it is for");
        }
        if ((preset == null) == (material == null)) {
            throw new IllegalArgumentException("a rule names a preset or a material of the studio's file");
        }
        if (tint != null && (preset == null || !preset.isTinted() || !isHex(tint))) {
            throw new IllegalArgumentException("tint is " + tint + " for " + (preset == null ? material : preset));
        }
        if (colour != null && !isHex(colour) && !COLOURS.contains(colour)) {
            throw new IllegalArgumentException("colour is " + colour);
        }
    }

    /** Whether it is a colour in the form {@code #rrggbb}, in lower case. */
    public static boolean isHex(String colour) {
        return HEX.matcher(colour).matches();
    }
}
