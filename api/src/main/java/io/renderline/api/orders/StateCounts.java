package io.renderline.api.orders;

import java.util.Map;

import io.renderline.api.tasks.JobState;

/** How many of something are in which state. */
record StateCounts(int total, int queued, int running, int succeeded, int failed, int cancelled) {
    static StateCounts of(Map<JobState, Integer> counts) {
        return new StateCounts(counts.values().stream().mapToInt(Integer::intValue).sum(),
                counts.getOrDefault(JobState.QUEUED, 0), counts.getOrDefault(JobState.RUNNING, 0),
                counts.getOrDefault(JobState.SUCCEEDED, 0), counts.getOrDefault(JobState.FAILED, 0),
                counts.getOrDefault(JobState.CANCELLED, 0));
    }

    /** Those that go on by themselves. */
    int live() {
        return queued + running;
    }

    int ended() {
        return succeeded + failed + cancelled;
    }
}
