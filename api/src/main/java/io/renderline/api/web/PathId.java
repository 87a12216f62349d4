package io.renderline.api.web;

import java.util.Optional;
import java.util.UUID;

/** Ids in paths. To a client they are opaque, so one that has another form is one that does not exist. */
public final class PathId {
    private PathId() {}

    /** The id; empty when it has not the form of one. */
    public static Optional<UUID> parse(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
