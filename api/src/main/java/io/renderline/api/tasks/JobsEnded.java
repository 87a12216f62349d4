package io.renderline.api.tasks;

import java.util.List;
import java.util.UUID;

/** Published when this api process has ended jobs and that is committed. */
public record JobsEnded(List<UUID> jobs) {
    public JobsEnded {
        jobs = List.copyOf(jobs);
    }
}
