package io.renderline.api.orders;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;

/** The last order of a page, which the next one goes on from. To clients it is opaque. */
record OrderCursor(Instant createdAt, UUID id) {
    /** Before every order: newest first begins here. */
    static final OrderCursor START = new OrderCursor(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));

    String text() {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString((createdAt + " " + id).getBytes(StandardCharsets.US_ASCII));
    }

    static OrderCursor parse(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(" ", 2);
            if (parts.length == 2) {
                return new OrderCursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw invalid(text, e);
        }
        throw invalid(text, null);
    }

    private static ProblemException invalid(String text, @org.jspecify.annotations.Nullable Throwable cause) {
        return new ProblemException(ProblemCode.INVALID_REQUEST,
                "cursor is '" + text + "', which is not the nextCursor of a page.", cause);
    }
}
