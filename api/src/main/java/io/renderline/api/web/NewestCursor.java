package io.renderline.api.web;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The last entry of a page of a list that has the newest first, which the next page goes on from. */
public record NewestCursor(Instant createdAt, UUID id) {
    /** Before every entry: the list begins here. */
    public static final NewestCursor START = new NewestCursor(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));

    /** What {@link #parse} reads. */
    public String text() {
        return PageCursor.of(createdAt + " " + id);
    }

    /**
     * Reads what a client sends back.
     *
     * @throws ProblemException when it is not what a page has given out
     */
    public static NewestCursor parse(String text) {
        return PageCursor.read(text, entry -> {
            String[] parts = entry.split(" ", 2);
            return parts.length == 2
                    ? Optional.of(new NewestCursor(Instant.parse(parts[0]), UUID.fromString(parts[1])))
                    : Optional.empty();
        });
    }
}
