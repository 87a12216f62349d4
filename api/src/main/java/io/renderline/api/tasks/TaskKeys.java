package io.renderline.api.tasks;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

import io.renderline.core.key.CacheKey;
import io.renderline.core.task.EngineVersions;
import io.renderline.core.task.TaskSpec;

/**
 * The cache keys of tasks that are planned together. Each is a hash over canonical JSON, which takes longer than all else that
 * is done with a task, and so is made once. What is on the way to several jobs' pictures is the same for jobs of one product;
 * the pictures themselves hardly ever are, and looking for equal ones would cost more than it saves.
 */
final class TaskKeys {
    private final EngineVersions engines;
    private final IdentityHashMap<PlannedTask, CacheKey> ofTasks = new IdentityHashMap<>();
    private final Map<TaskSpec, CacheKey> ofIntermediates = new HashMap<>();

    TaskKeys(EngineVersions engines) {
        this.engines = engines;
    }

    CacheKey of(PlannedTask task) {
        return ofTasks.computeIfAbsent(task, one -> one.deliverable()
                ? one.spec().cacheKey(engines)
                : ofIntermediates.computeIfAbsent(one.spec(), spec -> spec.cacheKey(engines)));
    }
}
