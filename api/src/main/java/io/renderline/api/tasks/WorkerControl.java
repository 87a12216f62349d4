package io.renderline.api.tasks;

import java.util.Set;
import java.util.UUID;

/** Reaches the workers that run a task which nobody needs any more. */
public interface WorkerControl {
    /** Tells all workers to stop these tasks. It may get lost: whoever starts one later is told again. */
    void stop(Set<UUID> taskIds);
}
