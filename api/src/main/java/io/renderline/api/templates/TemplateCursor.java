package io.renderline.api.templates;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;

/** The last template of a page, which the next one goes on from. To clients it is opaque. */
final class TemplateCursor {
    private TemplateCursor() {}

    static String text(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.US_ASCII));
    }

    /** The name in a cursor; without one the list begins. */
    static String parse(@Nullable String cursor) {
        if (cursor == null) {
            return "";
        }
        try {
            String name = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            if (TemplateName.isOne(name)) {
                return name;
            }
        } catch (IllegalArgumentException e) {
            throw invalid(cursor, e);
        }
        throw invalid(cursor, null);
    }

    private static ProblemException invalid(String cursor, @Nullable Throwable cause) {
        return new ProblemException(ProblemCode.INVALID_REQUEST,
                "cursor is '" + cursor + "', which is not the nextCursor of a page.", cause);
    }
}
