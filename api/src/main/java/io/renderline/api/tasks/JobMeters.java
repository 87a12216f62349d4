package io.renderline.api.tasks;

import java.time.Duration;
import java.util.Locale;

import org.springframework.stereotype.Component;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.renderline.core.measure.DurationHistogram;

/** Counts and times jobs by kind. */
@Component
public class JobMeters {
    private final MeterRegistry meters;

    JobMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** There are jobs of this kind: their counters are there from now on, with 0. */
    public void expect(String kind) {
        submissions(kind);
        waiting(kind);
        running(kind);
        for (JobState state : JobState.values()) {
            if (!state.isLive()) {
                ends(kind, state);
            }
        }
    }

    /** A job was accepted. */
    public void submitted(String kind) {
        AfterCommit.run(() -> submissions(kind).increment());
    }

    void ended(String kind, JobState state, Duration waited, Duration ran) {
        ends(kind, state).increment();
        waiting(kind).record(waited);
        running(kind).record(ran);
    }

    private Counter submissions(String kind) {
        return Counter.builder("renderline.jobs.submitted").description("Jobs that were accepted").tag("kind", kind)
                .register(meters);
    }

    private Counter ends(String kind, JobState state) {
        return Counter.builder("renderline.jobs.ended").description("Jobs that have ended").tag("kind", kind)
                .tag("outcome", state.name().toLowerCase(Locale.ROOT)).register(meters);
    }

    private Timer waiting(String kind) {
        return DurationHistogram.named("renderline.job.waiting")
                .description("From the acceptance of a job to the start of its first task").tag("kind", kind)
                .register(meters);
    }

    private Timer running(String kind) {
        return DurationHistogram.named("renderline.job.running")
                .description("From the start of a job's first task to its end").tag("kind", kind).register(meters);
    }
}
