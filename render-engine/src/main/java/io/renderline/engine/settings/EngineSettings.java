package io.renderline.engine.settings;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How engine processes are started.
 *
 * @param python a Python 3.11 that has {@code render-engine/requirements.txt}; runs Blender as a module, and the
 *        tessellator
 * @param blender a {@code blender} executable to run Blender with instead
 * @param fork whether sessions are forked from a process that has imported the engine (0.1 s) or each imports it (1.5 s)
 * @param startTimeout how long an engine may take to import
 */
public record EngineSettings(@Nullable Path python, @Nullable Path blender, @DefaultValue("true") boolean fork,
        @DefaultValue("120s") Duration startTimeout) {
    public EngineSettings {
        SettingRules.require(python != null || blender != null,
                "Neither renderline.engine.python nor renderline.engine.blender is set. Set RENDERLINE_ENGINE_PYTHON to a"
                        + " Python 3.11 in which render-engine/requirements.txt is installed, or"
                        + " RENDERLINE_ENGINE_BLENDER to a blender executable.");
        SettingRules.executable("renderline.engine.python", python);
        SettingRules.executable("renderline.engine.blender", blender);
        SettingRules.positive("renderline.engine.start-timeout", startTimeout);
    }
}
