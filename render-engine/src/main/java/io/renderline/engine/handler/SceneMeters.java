package io.renderline.engine.handler;

import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.renderline.core.measure.DurationHistogram;

/** Times how long engine processes take to load prepared scenes. */
public final class SceneMeters {
    private final Timer loads;

    public SceneMeters(MeterRegistry meters) {
        this.loads = DurationHistogram.named("renderline.scene.load")
                .description("Time that a process takes to load a prepared scene").register(meters);
    }

    void loaded(Duration took) {
        loads.record(took);
    }
}
