package io.renderline.core.blob;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;

/**
 * Where a store has things of one kind: {@code folder/ab/abcd…suffix}, so that the order of the paths is that of the names.
 *
 * @param named makes a name of its hexadecimal digits
 */
record StoredNames<N>(String folder, String suffix, Function<String, N> named) {
    static final StoredNames<Sha256> BLOBS = new StoredNames<>("sha256", "", Sha256::new);
    static final StoredNames<CacheKey> MEMOS = new StoredNames<>("memo", ".json", CacheKey::new);

    private static final Pattern PATH = Pattern.compile("([0-9a-f]{2})/(\\1[0-9a-f]{62})(.*)");

    /** The path below the store's root. */
    String pathOf(String hex) {
        return folder + "/" + hex.substring(0, 2) + "/" + hex + suffix;
    }

    /** The name of what lies at {@code path}, below {@link #folder}; empty for what no store has put there. */
    Optional<N> at(String path) {
        Matcher matcher = PATH.matcher(path);
        return matcher.matches() && matcher.group(3).equals(suffix)
                ? Optional.of(named.apply(matcher.group(2)))
                : Optional.empty();
    }
}
