package io.renderline.api.cache;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much of what is made on the way to results is kept, and for how long what nothing names.
 *
 * @param maxSize the most that geometry, scenes and the frames of films that are there take; what is in use is kept even above it
 * @param grace how long the bytes of what was evicted stay: longer than a worker takes from finding that a task is done
 *        already to saying so
 * @param orphanGrace how old what nothing names must be to be removed: longer than anybody takes from storing a file to
 *        saying so
 */
@ConfigurationProperties("renderline.cache")
record CacheLimit(@DefaultValue("100GB") DataSize maxSize, @DefaultValue("10m") Duration grace,
        @DefaultValue("1d") Duration orphanGrace) {
    CacheLimit {
        if (maxSize.isNegative()) {
            throw new IllegalArgumentException("renderline.cache.max-size is " + maxSize
                    + "; it must not be negative");
        }
        if (grace.isNegative()) {
            throw new IllegalArgumentException("renderline.cache.grace must not be negative");
        }
        if (orphanGrace.compareTo(grace) < 0) {
            throw new IllegalArgumentException("renderline.cache.orphan-grace is " + orphanGrace
                    + "; it must not be shorter than renderline.cache.grace, " + grace);
        }
    }
}
