package io.renderline.api.tasks;

import java.util.List;
import java.util.Map;

import io.renderline.core.failure.Failure;
import io.renderline.core.message.TaskEvent;

/** Finds out whether what tasks report as stored is still there. */
@FunctionalInterface
public interface OutputCheck {
    /**
     * Which successes come too late to count, and why: outputs of theirs were removed from the blob store before anybody knew
     * of them. The others' stay until the caller's transaction ends, in which they become media assets.
     */
    Map<TaskEvent.Succeeded, Failure> removed(List<TaskEvent.Succeeded> events);
}
