package io.renderline.engine.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.renderline.core.task.EngineVersions;
import io.renderline.core.task.TaskType;

/** The engines of this worker; the tessellator only where a queue that carries tessellation is served. */
public record Engines(Zygote blender, Optional<Zygote> tessellator) {
    private static final String UNKNOWN = "unknown";

    /** All zygotes. */
    public List<Zygote> all() {
        List<Zygote> all = new ArrayList<>(List.of(blender));
        tessellator.ifPresent(all::add);
        return all;
    }

    /** The engine that runs {@code type} here, with the version that it has told, e.g. {@code blender 4.5.15}. */
    public String running(TaskType type) {
        return new EngineVersions(blender.version().orElse(UNKNOWN),
                tessellator.flatMap(Zygote::version).orElse(UNKNOWN)).of(type);
    }
}
