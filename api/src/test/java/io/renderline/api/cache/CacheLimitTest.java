package io.renderline.api.cache;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CacheLimitTest {
    private static final DataSize SIZE = DataSize.ofGigabytes(1);

    @Test
    void whatNothingNamesIsNotRemovedSoonerThanWhatIsEvicted() {
        assertThatThrownBy(() -> new CacheLimit(SIZE, Duration.ofMinutes(10), Duration.ofMinutes(9)))
                .hasMessageContaining("renderline.cache.orphan-grace is PT9M")
                .hasMessageContaining("not be shorter than renderline.cache.grace, PT10M");
    }

    @Test
    void nothingOfItIsNegative() {
        assertThatThrownBy(() -> new CacheLimit(DataSize.ofBytes(-1), Duration.ZERO, Duration.ZERO))
                .hasMessageContaining("renderline.cache.max-size");
        assertThatThrownBy(() -> new CacheLimit(SIZE, Duration.ofSeconds(-1), Duration.ZERO))
                .hasMessageContaining("renderline.cache.grace must not be negative");
    }
}
