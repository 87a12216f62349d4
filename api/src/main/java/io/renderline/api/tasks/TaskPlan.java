package io.renderline.api.tasks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import io.renderline.core.key.CacheKey;
import io.renderline.core.task.TaskInput;
import io.renderline.core.task.TaskType;

/**
 * A graph against what exists. It is pulled from the end: what must be delivered is looked at first, and only what is
 * missing asks for its inputs. So an intermediate that was evicted is made again only when something missing needs it.
 *
 * @param made exists already, in the graph's order
 * @param missing must be made, in the graph's order
 */
record TaskPlan(List<Made> made, List<Missing> missing) {

    /** A task whose result exists, and the task that made it. */
    record Made(PlannedTask task, CacheKey key, UUID maker, int ordinal) {}

    /**
     * A task that must be made.
     *
     * @param blockedBy the cache keys of the missing tasks that it waits for
     */
    record Missing(PlannedTask task, CacheKey key, Set<CacheKey> blockedBy, int ordinal) {
        /** What it reads of what is made already. */
        Stream<CacheKey> relied() {
            return task.spec().inputs().values().stream().flatMap(input -> input instanceof TaskInput.Made made
                    ? Stream.of(made.maker())
                    : Stream.empty()).filter(key -> !blockedBy.contains(key));
        }
    }

    /** How many pictures must be rendered. */
    long pictures() {
        return missing.stream().map(missing -> missing.task().spec().type())
                .filter(type -> type == TaskType.RENDER_VIEW || type == TaskType.RENDER_FRAME).count();
    }

    static TaskPlan pull(TaskGraph graph, TaskKeys keys, Map<CacheKey, UUID> existing) {
        List<Made> made = new ArrayList<>();
        List<Missing> missing = new ArrayList<>();
        Set<CacheKey> needed = new HashSet<>();
        List<PlannedTask> tasks = graph.tasks();
        for (int ordinal = tasks.size() - 1; ordinal >= 0; ordinal--) {
            PlannedTask task = tasks.get(ordinal);
            CacheKey key = keys.of(task);
            UUID maker = existing.get(key);
            if (maker != null) {
                made.add(new Made(task, key, maker, ordinal));
            } else if (task.deliverable() || needed.contains(key)) {
                Set<CacheKey> blockedBy = new HashSet<>();
                for (TaskInput input : task.spec().inputs().values()) {
                    if (input instanceof TaskInput.Made(CacheKey inputKey, String _)
                            && !existing.containsKey(inputKey)) {
                        blockedBy.add(inputKey);
                    }
                }
                needed.addAll(blockedBy);
                missing.add(new Missing(task, key, blockedBy, ordinal));
            }
        }
        return new TaskPlan(made.reversed(), missing.reversed());
    }
}
