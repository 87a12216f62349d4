package io.renderline.core.measure;

import java.time.Duration;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Timer;

/**
 * Timers with the same few buckets everywhere: from what an idle system takes to what a backlog takes. The buckets that
 * Micrometer would choose for itself are five times as many, for every label.
 */
public final class DurationHistogram {
    private static final Duration[] BUCKETS = Stream
            .of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000, 600_000,
                    1_800_000, 3_600_000)
            .map(Duration::ofMillis).toArray(Duration[]::new);

    private DurationHistogram() {}

    /** A timer whose buckets end at 5 ms to 1 h. */
    public static Timer.Builder named(String name) {
        return Timer.builder(name).serviceLevelObjectives(BUCKETS);
    }
}
