package io.renderline.api.cache;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much of what is made on the way to results is kept.
 *
 * @param maxSize the most that geometry, scenes and the frames of films that are there take; what is in use is kept even above it
 * @param grace how long the bytes of what was evicted stay: longer than a worker takes from finding that a task is done
 *        already to saying so
 */
@ConfigurationProperties("renderline.cache")
record CacheLimit(@DefaultValue("100GB") DataSize maxSize, @DefaultValue("10m") Duration grace) {
    CacheLimit {
        if (maxSize.isNegative()) {
            throw new IllegalArgumentException("renderline.cache.max-size is " + maxSize
                    + "; it must not be negative");
        }
        if (grace.isNegative()) {
            throw new IllegalArgumentException("renderline.cache.grace must not be negative");
        }
    }
}
