package io.renderline.api.web;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** The last entry of a page, which the next one goes on from. To clients it is opaque. */
public final class PageCursor {
    private PageCursor() {}

    /** What {@link #read} reads; it needs no escaping in a URL. */
    public static String of(String entry) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(entry.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The entry that a client sends back.
     *
     * @param parse empty, or an exception, for what is no entry
     * @throws ProblemException when it is not what a page has given out
     */
    public static <T> T read(String cursor, Function<String, Optional<T>> parse) {
        try {
            return parse.apply(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8))
                    .orElseThrow(() -> refused(cursor, null));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw refused(cursor, e);
        }
    }

    /** For what no page has given out. */
    public static ProblemException refused(String cursor, @Nullable Throwable cause) {
        return new ProblemException(ProblemCode.INVALID_REQUEST,
                "cursor is '" + cursor + "', which is not the nextCursor of a page.", cause);
    }
}
