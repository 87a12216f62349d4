package io.renderline.api.web;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** The last entry of a page of a list that has the newest first, which the next page goes on from. To clients it is opaque. */
public record NewestCursor(Instant createdAt, UUID id) {
    /** Before every entry: the list begins here. */
    public static final NewestCursor START = new NewestCursor(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));

    /** What {@link #parse} reads. */
    public String text() {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString((createdAt + " " + id).getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Reads what a client sends back.
     *
     * @throws ProblemException when it is not what a page has given out
     */
    public static NewestCursor parse(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(" ", 2);
            if (parts.length == 2) {
                return new NewestCursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw invalid(text, e);
        }
        throw invalid(text, null);
    }

    private static ProblemException invalid(String text, @Nullable Throwable cause) {
        return new ProblemException(ProblemCode.INVALID_REQUEST,
                "cursor is '" + text + "', which is not the nextCursor of a page.", cause);
    }
}
