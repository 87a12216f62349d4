package io.renderline.core.key;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The name of a task's result: SHA-256 over what determines it, as 64 lower-case hexadecimal digits. It is known before
 * the task has run; see {@link TaskSpec#cacheKey}.
 */
public record CacheKey(@JsonValue String hex) implements Comparable<CacheKey> {
    @JsonCreator
    public CacheKey {
        Sha256.requireHex(hex);
    }

    @Override
    public int compareTo(CacheKey other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
