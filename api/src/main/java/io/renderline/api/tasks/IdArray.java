package io.renderline.api.tasks;

import java.util.Collection;
import java.util.UUID;

/**
 * Ids as one parameter of a statement, {@code = ANY (:ids::uuid[])}. As a list of parameters, each number of them would be
 * another statement, which Postgres would read and plan anew.
 */
public final class IdArray {
    private IdArray() {}

    /** As an array of Postgres' own. */
    public static String[] of(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}
