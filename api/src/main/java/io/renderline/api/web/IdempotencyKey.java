package io.renderline.api.web;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** The header {@code Idempotency-Key}, by which a client may send a request again without asking for two things. */
public final class IdempotencyKey {
    /** The header's name. */
    public static final String HEADER = "Idempotency-Key";
    /** The header that says of an answer that its request was accepted before. */
    public static final String REPLAYED = "Idempotent-Replayed";
    private static final int MAX_LENGTH = 255;

    private IdempotencyKey() {}

    /** A header's value as a key; empty when there is none. */
    public static Optional<String> of(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        String key = header.strip();
        if (key.isEmpty() || key.length() > MAX_LENGTH || !key.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new ProblemException(ProblemCode.INVALID_REQUEST,
                    HEADER + " must be 1 to " + MAX_LENGTH + " printable ASCII characters, such as a UUID.");
        }
        return Optional.of(key);
    }
}
