package io.renderline.api.idempotency;

import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;
import io.renderline.core.key.Sha256;

/**
 * The header {@code Idempotency-Key} of one request.
 *
 * @param scope what the request asks for
 * @param fingerprint the same for two requests that mean the same
 */
public record IdempotencyKey(Scope scope, String key, Sha256 fingerprint) {
    /** The header's name. */
    public static final String HEADER = "Idempotency-Key";
    private static final int MAX_LENGTH = 255;

    /** What can be asked for by a key. Each has keys of its own. */
    public enum Scope {
        JOB("job", "another body. Use a new key for a new request"),
        IMPORT("import", "other files. Use a new key for a new import"),
        ORDER("order", "other lines. Use a new key for a new order");

        private final String label;
        private final String otherwise;

        Scope(String label, String otherwise) {
            this.label = label;
            this.otherwise = otherwise;
        }

        String label() {
            return label;
        }

        /** How a request is refused whose key has led to something else. */
        String refusal(Object earlier) {
            return "The " + HEADER + " was already used for " + label + " " + earlier + ", with " + otherwise + ".";
        }
    }

    /** What a client has sent; empty when there is no header, which costs no fingerprint. */
    public static Optional<IdempotencyKey> of(Scope scope, Optional<String> header, Supplier<Sha256> fingerprint) {
        return header.map(key -> new IdempotencyKey(scope, key, fingerprint.get()));
    }

    /** A header's value, checked before anything else is read; empty when there is none. */
    public static Optional<String> parse(@Nullable String header) {
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
