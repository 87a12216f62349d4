package io.renderline.api.web;

import java.util.regex.Pattern;

import tools.jackson.core.JacksonException;

/** What is wrong with a text that should be JSON, for who sent it. */
public final class JsonFault {
    /** Jackson ends some sentences with where it read from, which it does not show, and where that began. */
    private static final Pattern SOURCE = Pattern.compile("\\s*\\([^()]*Source: REDACTED.*", Pattern.DOTALL);

    private JsonFault() {}

    /** What is wrong, without a full stop. */
    public static String reason(JacksonException e) {
        return SOURCE.matcher(e.getOriginalMessage()).replaceFirst("").lines().findFirst().orElse("it cannot be read");
    }

    /** Where it is wrong and what, e.g. {@code Line 2, column 6: …}, without a full stop. */
    public static String placeAndReason(JacksonException e) {
        return "Line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr() + ": " + reason(e);
    }
}
