package io.renderline.api.orders.lines;

import java.text.Normalizer;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Texts of lines, as they are shown and kept. */
public final class LineText {
    /** The longest reference, characters. */
    public static final int MAX_REFERENCE = 200;
    /** The most output types of one line. */
    static final int MAX_TYPES = 50;

    private static final int MAX_SHOWN = 80;
    private static final Pattern BETWEEN_TYPES = Pattern.compile("[\\s\\p{Z}\\p{Cf},;|+]+");

    private static final Pattern AROUND = Pattern.compile("^[\\s\\p{Z}\\p{Cf}]+|[\\s\\p{Z}\\p{Cf}]+$");

    private LineText() {}

    /**
     * Without what nobody sees: a cell that was copied from elsewhere often has a no-break space at its end, and letters that
     * are put together of parts.
     */
    static String stripped(String text) {
        return Normalizer.normalize(AROUND.matcher(text).replaceAll(""), Normalizer.Form.NFC);
    }

    /** The names in a cell, each once. No name of an output type holds what stands between them. */
    public static List<String> types(String cell) {
        return Stream.of(BETWEEN_TYPES.split(cell)).filter(name -> !name.isEmpty()).distinct().toList();
    }

    /** Whether the text can be kept as it is. */
    public static boolean isPlain(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }

    /** A text that may be anything, for a sentence. */
    public static String shown(String text) {
        return shownUpTo(text, MAX_SHOWN);
    }

    /** The text with nothing in it that cannot be kept, and cut where it is longer. */
    public static String shownUpTo(String text, int max) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(max).forEach(c -> shown.appendCodePoint(isPlain(Character.toString(c)) ? c : '?'));
        return text.codePointCount(0, text.length()) > max ? shown.append('…').toString() : shown.toString();
    }
}
