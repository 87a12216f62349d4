package io.renderline.api.catalog;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;

/** The last product of a page, which the next one goes on from. To clients it is opaque. */
final class ProductCursor {
    /** Before every product. */
    static final String START = "";

    private ProductCursor() {}

    static String text(String articleNumber) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(articleNumber.getBytes(StandardCharsets.UTF_8));
    }

    /** The article number in a cursor. */
    static String parse(String cursor) {
        try {
            String articleNumber = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (ArticleNumber.of(articleNumber).isPresent()) {
                return articleNumber;
            }
        } catch (IllegalArgumentException e) {
            throw invalid(cursor, e);
        }
        throw invalid(cursor, null);
    }

    private static ProblemException invalid(String cursor, @org.jspecify.annotations.Nullable Throwable cause) {
        return new ProblemException(ProblemCode.INVALID_REQUEST,
                "cursor is '" + cursor + "', which is not the nextCursor of a page.", cause);
    }
}
