package io.renderline.api.idempotency;

import java.net.URI;
import java.util.UUID;

import org.springframework.http.ResponseEntity;

/**
 * What became of a request.
 *
 * @param id of what it has led to
 * @param replayed whether it was accepted before, under the same key
 */
public record Accepted(UUID id, boolean replayed) {
    private static final String REPLAYED = "Idempotent-Replayed";

    /** The beginning of its answer: 202, where to look, and whether it was accepted before. */
    public ResponseEntity.BodyBuilder answer(URI location) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.accepted().location(location);
        return replayed ? answer.header(REPLAYED, "true") : answer;
    }
}
