package io.renderline.api.tasks;

import java.util.HashMap;
import java.util.Map;

import io.renderline.core.key.CacheKey;
import io.renderline.core.task.EngineVersions;
import io.renderline.core.task.TaskSpec;

/**
 * The cache keys of tasks that are planned together. Each is a hash over canonical JSON, which takes longer than all else that
 * is done with a task, and jobs of one product share most of theirs: each is made once.
 */
final class TaskKeys {
    private final EngineVersions engines;
    private final Map<TaskSpec, CacheKey> known = new HashMap<>();

    TaskKeys(EngineVersions engines) {
        this.engines = engines;
    }

    CacheKey of(PlannedTask task) {
        return known.computeIfAbsent(task.spec(), spec -> spec.cacheKey(engines));
    }
}
